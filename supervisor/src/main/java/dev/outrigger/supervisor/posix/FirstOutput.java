package dev.outrigger.supervisor.posix;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;

/**
 * Where this process wrote its errors before a {@link LogFile} took them: the terminal of whoever
 * started it, who should not have to open the file to learn that nothing was started.
 */
public final class FirstOutput implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");
  private static final int STDERR = 2;

  private final int descriptor;

  private FirstOutput(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Keeps it, until it is closed.
   *
   * @throws IOException if the system has no more descriptors
   */
  public static FirstOutput keep() throws IOException {
    return new FirstOutput(CLibrary.call("dup", 1, STDERR));
  }

  /** Writes a line there, if it still can be written. */
  public void say(String line) {
    try (OutputStream out = new FileOutputStream("/proc/self/fd/" + descriptor, true)) {
      out.write((line + System.lineSeparator()).getBytes(UTF_8));
    } catch (IOException gone) {
      // A socket can't be opened so; then it is the service manager's, who reads the file's end.
      LOG.log(Level.DEBUG, "the first output takes nothing", gone);
    }
  }

  @Override
  public void close() {
    try {
      int _ = CLibrary.call("close", 1, descriptor);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the first output stays open", e);
    }
  }
}
