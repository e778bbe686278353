package dev.outrigger.supervisor.posix;

import java.io.IOException;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** What files that a process makes never allow: umask(2). */
public record Umask(int bits) {
  private static final int ALL = 0777;

  /** Checks it. */
  public Umask {
    if (bits < 0 || bits > ALL) {
      throw new IllegalArgumentException("a umask has bits from 0 to 0777, not " + bits);
    }
  }

  /** Has it hold for this process, and for those that it starts from now on. */
  public void set() throws IOException {
    int _ = CLibrary.call("umask", 1, bits);
  }

  /** What is left for a Unix socket of the right to connect, as {@code rw-rw----}. */
  public String ofSocket() {
    Set<PosixFilePermission> left = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] fromOwner = PosixFilePermission.values();
    for (int i = 0; i < fromOwner.length; i++) {
      boolean execute = i % 3 == 2;
      if (!execute && (bits & (0400 >> i)) == 0) {
        left.add(fromOwner[i]);
      }
    }
    return PosixFilePermissions.toString(left);
  }

  @Override
  public String toString() {
    return "0%o".formatted(bits);
  }
}
