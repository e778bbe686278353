package dev.outrigger.supervisor.posix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that stdout and stderr of this process go to, from their very descriptors on: what the JVM
 * writes by itself when it crashes or is asked for its threads is there too, and what child
 * processes inherit.
 *
 * <p>Whoever rotates logs moves the file away and asks for {@link #open} again.
 *
 * @param owner whose a file is that is made; one that is there keeps its owner, since its name
 *     might be a link that somebody has put there
 */
public record LogFile(Path path, Optional<Account> owner) {
  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  // Those of Linux, the same on all machines that OpenJDK runs on.
  private static final int WRITE_ONLY = 1;
  private static final int CREATE = 0100;
  private static final int ONLY_NEW = 0200;
  private static final int APPEND = 02000;
  private static final int CLOSE_ON_EXEC = 02000000;

  /** Its path does not change when the process's folder does. */
  public LogFile {
    path = path.toAbsolutePath();
  }

  /**
   * Writes there from now on, behind what is there.
   *
   * @throws IOException if the file can't be opened; all goes on where it went before
   */
  public void open() throws IOException {
    int file = descriptor();
    try {
      System.out.flush();
      System.err.flush();
      int _ = CLibrary.call("dup2", 2, file, STDOUT);
      int _ = CLibrary.call("dup2", 2, file, STDERR);
    } finally {
      int _ = CLibrary.call("close", 1, file);
    }
  }

  private int descriptor() throws IOException {
    if (owner.isPresent()) {
      try {
        int made = open(CREATE | ONLY_NEW);
        int _ = CLibrary.call("fchown", 3, made, owner.get().user(), owner.get().group());
        return made;
      } catch (IOException there) {
        return open(0);
      }
    }
    return open(CREATE);
  }

  // Others may be writing into it at the same time: the kernel puts each piece at the end.
  private int open(int more) throws IOException {
    return CLibrary.call(
        "open", 2, path.toString(), WRITE_ONLY | APPEND | CLOSE_ON_EXEC | more, 0666);
  }
}
