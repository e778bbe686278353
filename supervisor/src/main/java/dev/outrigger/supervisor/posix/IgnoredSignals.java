package dev.outrigger.supervisor.posix;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Signals that this process was started deaf to: {@code nohup} has HUP ignored, and a shell without
 * job control INT, for whatever it starts in the background. The JVM respects that and lets nobody
 * listen for them, so an arbiter could be neither reloaded nor stopped by them.
 */
public final class IgnoredSignals {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");
  private static final String FIELD = "SigIgn:";
  private static final int HUP = 1;
  private static final int INT = 2;
  private static final MemorySegment BY_DEFAULT = MemorySegment.NULL;

  private IgnoredSignals() {}

  /** Has them do again what they do by default, until somebody listens for them. */
  public static void undo() {
    try {
      long ignored = ignored();
      for (int signal : new int[] {HUP, INT}) {
        if ((ignored >> (signal - 1) & 1) == 1) {
          int _ = CLibrary.call("signal", 2, signal, BY_DEFAULT);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "HUP and INT stay as they were", e);
    }
  }

  /** A bit for each signal, from 1. */
  private static long ignored() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith(FIELD))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(FIELD.length()).strip(), 16))
        .findFirst()
        .orElse(0);
  }
}
