package dev.outrigger.pool.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a worker prints: each line goes to the log, and the last ones are kept as evidence.
 *
 * <p>Threading: one thread pumps; anybody reads the tail.
 */
final class Output {
  private static final int KEPT_CHARACTERS = 8 << 10;
  private static final int LONGEST_LINE = 2 << 10;

  private final Deque<String> tail = new ArrayDeque<>();
  private final CrashBanner banner = new CrashBanner();
  private int kept;

  void pump(InputStream in, Charset charset, Consumer<String> log) {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, charset))) {
      StringBuilder line = new StringBuilder();
      for (int next = reader.read(); next >= 0; next = reader.read()) {
        if (next == '\n' || line.length() >= LONGEST_LINE) {
          take(line, log);
        }
        if (next != '\n' && next != '\r') {
          line.append((char) next);
        }
      }
      if (!line.isEmpty()) {
        take(line, log);
      }
      banner.end(log);
    } catch (IOException _) {
      // The pipe ends with its process, in one way or another.
    }
  }

  private void take(StringBuilder text, Consumer<String> log) {
    String line = text.toString();
    text.setLength(0);
    keep(line);
    banner.filter(line, log);
  }

  private synchronized void keep(String line) {
    tail.addLast(line);
    kept += line.length();
    while (kept > KEPT_CHARACTERS) {
      kept -= tail.removeFirst().length();
    }
  }

  synchronized List<String> tail() {
    return List.copyOf(tail);
  }
}
