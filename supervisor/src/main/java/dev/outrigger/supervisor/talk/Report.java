package dev.outrigger.supervisor.talk;

import java.util.Optional;

/** What a server process tells the arbiter. */
public sealed interface Report {
  /** What is longer is an exception's message that holds a document. */
  int LONGEST_REASON = 1000;

  /** Who it is; the first line of all. The token was given to it when it was spawned. */
  record Join(int server, String token) implements Report {}

  /**
   * Its application has started, and answers at its probe's socket.
   *
   * @param program what it runs, to be given to others of its generation; may be empty
   */
  record Ready(String program) implements Report {}

  /** It accepts connections. */
  record Serving() implements Report {}

  /** Its application can't serve. */
  record Unfit(String reason) implements Report {}

  /** It takes no more connections, whoever has told it so. */
  record Leaving() implements Report {}

  /** It runs no periodic jobs any more. */
  record Followed() implements Report {}

  /** As a line, without its end. */
  default String line() {
    return switch (this) {
      case Join(int server, String token) -> "join " + server + " " + token;
      case Ready(String program) -> ("ready " + program).strip();
      case Serving _ -> "serving";
      case Unfit(String reason) -> {
        String line = reason.lines().findFirst().orElse("");
        yield "unfit " + line.substring(0, Math.min(LONGEST_REASON, line.length()));
      }
      case Leaving _ -> "leaving";
      case Followed _ -> "followed";
    };
  }

  /** What a line says; empty if that is nothing we know. */
  static Optional<Report> of(String line) {
    String[] words = line.split(" ", 2);
    return switch (words[0]) {
      case "join" -> words.length == 2 ? join(words[1]) : Optional.empty();
      case "ready" -> Optional.of(new Ready(words.length == 2 ? words[1] : ""));
      case "serving" -> Optional.of(new Serving());
      case "unfit" -> Optional.of(new Unfit(words.length == 2 ? words[1] : "it gives no reason"));
      case "leaving" -> Optional.of(new Leaving());
      case "followed" -> Optional.of(new Followed());
      default -> Optional.empty();
    };
  }

  private static Optional<Report> join(String rest) {
    String[] words = rest.split(" ", 2);
    return words.length == 2 && words[0].matches("[0-9]{1,9}")
        ? Optional.of(new Join(Integer.parseInt(words[0]), words[1]))
        : Optional.empty();
  }
}
