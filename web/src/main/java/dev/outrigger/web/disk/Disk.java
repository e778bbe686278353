package dev.outrigger.web.disk;

import dev.outrigger.runtime.Blocking;
import dev.outrigger.runtime.Scope;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/** Work with files, beside the loop: no virtual thread is suspended by it. */
public final class Disk {
  private Disk() {}

  /** What blocks. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /** Runs the work on a thread of its own; the calling task waits. */
  public static <T> T call(Work<T> work) throws IOException, InterruptedException {
    try {
      return Blocking.call(work::run);
    } catch (ClosedByInterruptException e) {
      Scope.checkpoint();
      throw new InterruptedException("interrupted at a file");
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("work with files throws nothing else", e);
    }
  }
}
