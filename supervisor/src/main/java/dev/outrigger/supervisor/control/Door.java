package dev.outrigger.supervisor.control;

import dev.outrigger.runtime.socket.SocketFile;
import dev.outrigger.supervisor.control.Control.Outcome;
import dev.outrigger.supervisor.talk.Lines;
import dev.outrigger.supervisor.talk.Reception;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Where an arbiter is asked and told, by its own user: nobody else may connect. */
public final class Door implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");

  private static final int ALL = Integer.MAX_VALUE;
  private static final int LAST_WORDS_MILLIS = 1_000;

  private final Path socket;
  private final Reception reception;
  private final Semaphore answered;

  private Door(Path socket, Reception reception, Semaphore answered) {
    this.socket = socket;
    this.reception = reception;
    this.answered = answered;
  }

  /**
   * Opens it.
   *
   * @param arbiter obeys; called on the thread of one who asks
   * @throws IOException if another arbiter is there, or no socket can be made
   */
  public static Door open(Path socket, Function<Command, CompletableFuture<Outcome>> arbiter)
      throws IOException {
    Path folder = socket.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Path _ =
          Files.createDirectories(
              folder,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    boolean _ = SocketFile.removeStale(socket);
    try {
      Semaphore answered = new Semaphore(ALL);
      Reception reception = Reception.open(socket, lines -> hear(lines, arbiter, answered));
      Path _ = Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
      return new Door(socket, reception, answered);
    } catch (IOException e) {
      throw new IOException(
          "no control socket can be made at " + socket + ": " + e.getMessage(), e);
    }
  }

  private static void hear(
      Lines lines, Function<Command, CompletableFuture<Outcome>> arbiter, Semaphore answered)
      throws IOException {
    for (Optional<String> line = lines.read(); line.isPresent(); line = lines.read()) {
      Optional<Command> command = Command.of(line.get());
      if (command.isEmpty()) {
        lines.write("failed there is no command '" + line.get() + "'");
        return;
      }
      answered.acquireUninterruptibly();
      try {
        answer(lines, arbiter.apply(command.get()).join());
      } finally {
        answered.release();
      }
    }
  }

  private static void answer(Lines lines, Outcome outcome) throws IOException {
    for (Row row : outcome.rows()) {
      lines.write(row.line());
    }
    lines.write(outcome.ending());
  }

  /**
   * Waits, for a second at most, until all who have asked so far have their answers: this process
   * is about to end.
   */
  public void awaitAnswers() throws InterruptedException {
    if (answered.tryAcquire(ALL, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)) {
      answered.release(ALL);
    }
  }

  @Override
  public void close() {
    reception.close();
    try {
      boolean _ = Files.deleteIfExists(socket);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the control socket is left: " + socket, e);
    }
  }
}
