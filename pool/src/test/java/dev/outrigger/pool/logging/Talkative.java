package dev.outrigger.pool.logging;

import dev.outrigger.pool.TaskContext;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.MDC;

/** What the tests have workers say. */
final class Talkative {
  private Talkative() {}

  static int log(String logger) {
    Logger to = Logger.getLogger(logger);
    to.log(Level.WARNING, "careful with {0}", "this");
    to.log(Level.SEVERE, "broken", new IllegalStateException("no luck"));
    to.log(Level.FINE, "below what is logged");
    System.getLogger(logger).log(System.Logger.Level.INFO, "by the other interface");
    return 0;
  }

  static int flood(int lines) {
    Logger to = Logger.getLogger("flood");
    for (int i = 0; i < lines; i++) {
      System.out.println("printed " + i);
      to.info("logged " + i);
    }
    return lines;
  }

  static int print(String text) {
    System.out.println(text);
    return 0;
  }

  static String user() {
    return String.valueOf(MDC.get("user"));
  }

  static String nestedUser() throws Exception {
    return TaskContext.current().orElseThrow().pool().call(Talkative::user);
  }

  static String traceAndContext() {
    TaskContext context = TaskContext.current().orElseThrow();
    return context.traceparent().orElse("none") + " " + context.context().get("tenant");
  }
}
