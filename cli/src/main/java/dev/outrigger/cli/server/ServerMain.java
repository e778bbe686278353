package dev.outrigger.cli.server;

import dev.outrigger.cli.output.Failures;
import dev.outrigger.cli.output.LogLine;
import dev.outrigger.cli.startup.Rehearsal;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/** Where server processes begin, and what is made aside for them. */
public final class ServerMain {
  private ServerMain() {}

  /**
   * Serves, or plays a {@link Rehearsal}.
   *
   * @param arguments the words of a {@link ServerLaunch}, or {@link Rehearsal#NAME}
   */
  public static void main(String[] arguments) throws Exception {
    System.exit(run(List.of(arguments), System.getenv()));
  }

  private static int run(List<String> words, Map<String, String> environment) throws Exception {
    if (words.equals(List.of(Rehearsal.NAME))) {
      Rehearsal.playInTime();
      return 0;
    }
    try {
      ServerLaunch launch = ServerLaunch.of(words.subList(Math.min(1, words.size()), words.size()));
      LogLine.install(LogLine.ofServer(environment), launch.log().isPresent());
      return new Server(launch).run();
    } catch (Exception e) {
      return Failures.tell(e, new PrintWriter(System.err, true, Charset.defaultCharset()));
    }
  }
}
