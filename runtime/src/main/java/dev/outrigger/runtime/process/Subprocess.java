package dev.outrigger.runtime.process;

import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.Registration;
import dev.outrigger.runtime.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A program that runs, with pipes to it in blocking style: whoever reads, writes or waits suspends
 * the calling task only.
 *
 * <pre>{@code
 * try (Subprocess sort = Command.of("sort").start()) {
 *   …
 * }
 * Completed log = Subprocess.run("git", "log", "--oneline");
 * }</pre>
 *
 * <p>A program has a session and a process group of its own, which is {@linkplain #close stopped}
 * as a whole: when the block is left, and when the scope that it was started in is cancelled or its
 * deadline strikes. A process that has left the group, as daemons do, is out of reach, and keeps
 * the thread of a pipe busy as long as it holds that open. One that is not closed outlives this
 * JVM, unless it is {@link Command#leashed}.
 *
 * <p>Threading: all methods from any thread. Each pipe that is used has a thread of its own, and
 * the JDK keeps one for each process.
 */
public final class Subprocess implements AutoCloseable {
  private final Command command;
  private final Process process;
  private final Stop stop;
  private final Optional<PipeWriter> in;
  private final Optional<PipeReader> out;
  private final Optional<PipeReader> err;
  private final Registration cancellation;

  private Subprocess(Command command, Launch.Started started) {
    this.command = command;
    this.process = started.process();
    this.stop = new Stop(command, started);
    this.in =
        pipe(command.inIsPiped(), () -> new PipeWriter(name("in"), process.getOutputStream()));
    this.out =
        pipe(command.outIsPiped(), () -> new PipeReader(name("out"), process.getInputStream()));
    this.err =
        pipe(command.errIsPiped(), () -> new PipeReader(name("err"), process.getErrorStream()));
    in.ifPresent(this::tellOfTheEnd);
    this.cancellation =
        Scope.current().map(scope -> scope.onCancel(_ -> stop.begin())).orElse(() -> {});
  }

  private static <T> Optional<T> pipe(boolean piped, Supplier<T> made) {
    return piped ? Optional.of(made.get()) : Optional.empty();
  }

  private void tellOfTheEnd(PipeWriter pipe) {
    CompletableFuture<Process> _ = process.onExit().whenComplete((_, _) -> pipe.programHasEnded());
  }

  private String name(String stream) {
    return command.words().getFirst() + "-" + process.pid() + "-" + stream;
  }

  /** As {@link Command#start} with the options' defaults. */
  public static Subprocess start(String... words) throws IOException, InterruptedException {
    return start(Command.of(words));
  }

  /** As {@link Command#run()} with the options' defaults. */
  public static Completed run(String... words) throws IOException, InterruptedException {
    return Command.of(words).run();
  }

  /** As {@link Command#check} with the options' defaults. */
  public static Completed check(String... words) throws IOException, InterruptedException {
    return Command.of(words).check();
  }

  static Subprocess start(Command command) throws IOException {
    return start(command, Launch.here());
  }

  static Subprocess start(Command command, Launch launch) throws IOException {
    Scope.checkpoint();
    Subprocess started =
        new Subprocess(
            command, Elsewhere.call("outrigger-process-start", () -> launch.start(command)));
    try {
      Scope.checkpoint();
    } catch (CancelledException e) {
      started.close();
      throw e;
    }
    return started;
  }

  /** Its number, which is also that of its process group. */
  public long pid() {
    return process.pid();
  }

  /** Whether it has not ended. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** Its exit code as in {@link Completed#exit}; empty while it runs. */
  public OptionalInt exit() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * What it reads. A write suspends while 64 KiB wait; close it to give the program the end.
   *
   * @throws IllegalStateException if that is no pipe
   */
  public OutputStream in() {
    return in.orElseThrow(() -> noPipe("input"));
  }

  /**
   * What it writes. 64 KiB are read ahead; then the program waits for whoever reads here.
   *
   * @throws IllegalStateException if that is no pipe
   */
  public InputStream out() {
    return out.orElseThrow(() -> noPipe("output"));
  }

  /**
   * What it writes as errors; as {@link #out}.
   *
   * @throws IllegalStateException if that is no pipe
   */
  public InputStream err() {
    return err.orElseThrow(() -> noPipe("errors"));
  }

  private IllegalStateException noPipe(String what) {
    return new IllegalStateException(
        "the " + what + " of \"" + command + "\" is no pipe: see the options of its Command");
  }

  /**
   * Waits for the end of the program itself: not for that of its pipes, which processes that it has
   * left behind may hold open.
   *
   * @return the exit code as in {@link Completed#exit}
   */
  public int waitFor() throws InterruptedException {
    Scope.checkpoint();
    try {
      int exit = process.waitFor();
      // Stopped by a cancellation, it may end before that has interrupted who waits for it.
      if (stop.hasBegun()) {
        Scope.checkpoint();
      }
      return exit;
    } catch (InterruptedException e) {
      Scope.checkpoint();
      throw e;
    }
  }

  /** As {@link #communicate(byte[])} without input. */
  public Completed communicate() throws IOException, InterruptedException {
    return communicate(new byte[0]);
  }

  /**
   * Gives it this input and then the end, keeps what it writes, and waits for its end. It may write
   * and read in any order and any amount, and leave input unread.
   *
   * @throws OutputLimitException if it wrote more than {@link Command#captureAtMost}; it was killed
   */
  public Completed communicate(byte[] input) throws IOException, InterruptedException {
    Scope.checkpoint();
    int limit = command.captureLimit();
    out.ifPresent(pipe -> pipe.capture(limit, stop::killNow));
    err.ifPresent(pipe -> pipe.capture(limit, stop::killNow));
    in.ifPresent(pipe -> pipe.feed(input));
    int exit = waitFor();
    long end = System.nanoTime() + command.linger().toNanos();
    Captured written = captured(out, "output", end);
    Captured errors = captured(err, "errors", end);
    return Completed.of(command, exit, written, errors);
  }

  private Captured captured(Optional<PipeReader> pipe, String stream, long end)
      throws IOException, InterruptedException {
    if (pipe.isEmpty()) {
      return Captured.NOTHING;
    }
    try {
      return new Captured(pipe.get().captured(Math.max(0, end - System.nanoTime())));
    } catch (PipeReader.LimitPassed e) {
      throw new OutputLimitException(command, stream, command.captureLimit());
    } catch (InterruptedException e) {
      Scope.checkpoint();
      throw e;
    }
  }

  /**
   * Sends a signal to the program itself; nothing happens if it has ended.
   *
   * @param name without the prefix: {@code HUP}, {@code USR1}
   */
  public void signal(String name) throws IOException {
    int number = SignalNames.number(name);
    boolean _ = Elsewhere.call("outrigger-process-signal", () -> stop.signal(number));
  }

  /** Sends SIGKILL to the whole group, and doesn't wait. */
  public void kill() throws IOException {
    boolean _ =
        Elsewhere.call(
            "outrigger-process-kill",
            () -> {
              stop.killNow();
              return true;
            });
  }

  /**
   * Stops what is left of the group: SIGTERM, and SIGKILL when {@link Command#grace} is over. When
   * it returns they are gone; neither a cancellation nor an interrupt cut it short. Output that was
   * not read is lost.
   */
  @Override
  public void close() {
    cancellation.close();
    stop.begin();
    stop.await();
    in.ifPresent(PipeWriter::programHasEnded);
    out.ifPresent(Subprocess::closeQuietly);
    err.ifPresent(Subprocess::closeQuietly);
  }

  private static void closeQuietly(PipeReader pipe) {
    try {
      pipe.close();
    } catch (IOException _) {
      // Nobody reads it any more.
    }
  }

  @Override
  public String toString() {
    return "process " + pid() + " (" + command + ")";
  }
}
