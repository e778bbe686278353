package dev.outrigger.supervisor.control;

import dev.outrigger.supervisor.talk.Lines;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks an arbiter, and tells it what to do. */
public final class Control {
  private static final String DONE = "done ";
  private static final String FAILED = "failed ";

  private Control() {}

  /**
   * What came of a command.
   *
   * @param done whether what was asked for is so now
   * @param line what has happened, in a sentence
   * @param rows the server processes, where they were asked for
   */
  public record Outcome(boolean done, String line, List<Row> rows) {
    /** Keeps its own copy. */
    public Outcome {
      rows = List.copyOf(rows);
    }

    /** Its last line. */
    String ending() {
      return (done ? DONE : FAILED) + line.replace('\n', ' ');
    }
  }

  /**
   * Gives a command, and waits until it has come to its end.
   *
   * @param socket of the arbiter
   * @throws IOException if no arbiter answers there
   */
  public static Outcome send(Path socket, Command command) throws IOException {
    try (Lines lines = Lines.to(socket)) {
      return send(lines, command);
    }
  }

  /**
   * Asks how the server processes are, which an arbiter always knows at once.
   *
   * @param socket of the arbiter
   * @param patience how long it may take; one that was stopped takes for ever
   * @throws IOException if no arbiter answers there, or not in time
   */
  public static Outcome status(Path socket, Duration patience) throws IOException {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    try (Lines lines = Lines.to(socket)) {
      var _ =
          asked
              .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
              .exceptionally(_ -> {
                cut(lines);
                return null;
              });
      return send(lines, new Command.Status());
    } catch (ClosedChannelException late) {
      throw new SocketTimeoutException(
          "its arbiter has not answered for "
              + patience.toSeconds()
              + " s; it is stopped, or hangs");
    } finally {
      boolean _ = asked.complete(null);
    }
  }

  private static void cut(Lines lines) {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Outcome send(Lines lines, Command command) throws IOException {
    lines.write(command.line());
    List<Row> rows = new ArrayList<>();
    for (Optional<String> line = lines.read(); line.isPresent(); line = lines.read()) {
      String text = line.get();
      if (text.startsWith(DONE)) {
        return new Outcome(true, text.substring(DONE.length()), rows);
      }
      if (text.startsWith(FAILED)) {
        return new Outcome(false, text.substring(FAILED.length()), rows);
      }
      Row.of(text).ifPresent(rows::add);
    }
    throw new EOFException("the arbiter ended before it had answered");
  }
}
