package dev.outrigger.supervisor.control;

import java.util.Optional;

/** What an arbiter can be asked or told. */
public sealed interface Command {
  /** How the server processes are. */
  record Status() implements Command {}

  /** New processes with the application as it is now, then the old ones leave. */
  record Reload() implements Command {}

  /** So many server processes from here on. */
  record Scale(int count) implements Command {}

  /** A new arbiter process, from the same command line, takes the place of this one. */
  record Upgrade() implements Command {}

  /** All server processes leave; the sockets stay open, and a reload brings processes back. */
  record Drain() implements Command {}

  /**
   * The service ends.
   *
   * @param now without waiting for running requests
   */
  record Stop(boolean now) implements Command {}

  /** Log files are opened again, since somebody has moved them away. */
  record Reopen() implements Command {}

  /** As a line, without its end. */
  default String line() {
    return switch (this) {
      case Status _ -> "status";
      case Reload _ -> "reload";
      case Scale(int count) -> "scale " + count;
      case Drain _ -> "drain";
      case Reopen _ -> "reopen";
      case Upgrade _ -> "upgrade";
      case Stop(boolean now) -> now ? "stop now" : "stop";
    };
  }

  /** What a line says; empty if that is no command. */
  static Optional<Command> of(String line) {
    return switch (line) {
      case "status" -> Optional.of(new Status());
      case "reload" -> Optional.of(new Reload());
      case "drain" -> Optional.of(new Drain());
      case "reopen" -> Optional.of(new Reopen());
      case "upgrade" -> Optional.of(new Upgrade());
      case "stop" -> Optional.of(new Stop(false));
      case "stop now" -> Optional.of(new Stop(true));
      case String text when text.matches("scale [0-9]{1,5}") ->
          Optional.of(new Scale(Integer.parseInt(text.substring("scale ".length()))));
      default -> Optional.empty();
    };
  }
}
