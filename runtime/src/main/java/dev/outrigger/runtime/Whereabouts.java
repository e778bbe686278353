package dev.outrigger.runtime;

import java.util.List;
import java.util.Optional;

/** What the stack of a task tells a person: which line of the program, and what that called. */
final class Whereabouts {
  private static final List<String> LIBRARIES =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "io.netty.", "dev.outrigger.runtime.");

  private Whereabouts() {}

  /** " in Thread.sleep": what the program called; nothing if it called nothing. */
  static String in(List<StackTraceElement> stack) {
    int own = own(stack);
    if (own == 0 || stack.isEmpty()) {
      return "";
    }
    StackTraceElement called = stack.get(own - 1);
    String type = called.getClassName();
    String simple = type.substring(type.lastIndexOf('.') + 1).replaceAll("[$].*", "");
    return " in " + simple + "." + called.getMethodName().replaceAll("lambda[$](\\w+)[$].*", "$1");
  }

  /** " at Crawler.fetch(Crawler.java:52)": the innermost line that is the program's own. */
  static String at(List<StackTraceElement> stack) {
    int own = own(stack);
    return own == stack.size() ? "" : " at " + shortened(stack.get(own));
  }

  private static int own(List<StackTraceElement> stack) {
    for (int i = 0; i < stack.size(); i++) {
      String type = stack.get(i).getClassName();
      if (LIBRARIES.stream().noneMatch(type::startsWith)) {
        return i;
      }
    }
    return stack.size();
  }

  private static String shortened(StackTraceElement frame) {
    String type = frame.getClassName();
    String file = Optional.ofNullable(frame.getFileName()).orElse("unknown source");
    String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
    return type.substring(type.lastIndexOf('.') + 1)
        + "."
        + frame.getMethodName()
        + "("
        + file
        + line
        + ")";
  }
}
