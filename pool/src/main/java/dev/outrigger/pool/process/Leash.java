package dev.outrigger.pool.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that does not outlive this one, however this one ends: a shell beside it waits at the
 * other end of a pipe, and kills it when the pipe breaks. Its exit status comes back through the
 * shell. Without a shell it is on no leash.
 *
 * <p>Threading: any thread.
 */
final class Leash implements AutoCloseable {
  private static final String HOLD =
      """
      exec 3<&0 </dev/null
      "$@" 3<&- &
      held=$!
      (read -r _ <&3; kill -9 $held) &
      guard=$!
      wait $held
      code=$?
      kill -9 $guard
      exit $code
      """;

  private static final long PATIENCE_SECONDS = 1;

  private final Process process;

  private Leash(Process process) {
    this.process = process;
  }

  /** Starts a program that reads nothing and whose output nobody wants. */
  static Leash start(List<String> program, ToolOptions toolOptions) throws IOException {
    List<String> command = new ArrayList<>();
    boolean held = Files.isExecutable(CommandLine.SHELL);
    if (held) {
      command.addAll(List.of(CommandLine.SHELL.toString(), "-c", HOLD, "leash"));
    }
    command.addAll(program);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
    toolOptions.into(builder.environment());
    Process process = builder.start();
    if (!held) {
      process.getOutputStream().close();
    }
    return new Leash(process);
  }

  /** Whether it ended in that time. */
  boolean await(long seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  /** As a shell tells it: above 128 for a signal. It has ended. */
  int code() {
    return process.exitValue();
  }

  /** Kills it, if it runs; returns when it is gone. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      process.getOutputStream().close();
      if (!Files.isExecutable(CommandLine.SHELL) || !await(PATIENCE_SECONDS)) {
        process.destroyForcibly();
        var _ = await(PATIENCE_SECONDS);
      }
    } catch (IOException _) {
      // The pipe is broken: it has ended.
    } catch (InterruptedException _) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
