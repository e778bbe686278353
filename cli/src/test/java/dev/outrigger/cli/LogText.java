package dev.outrigger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A file that other processes write lines into. */
record LogText(Path file) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  List<String> lines() {
    try {
      return Files.exists(file) ? Files.readString(file).lines().toList() : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line that holds the text. */
  String await(String text) {
    return await(text, () -> {});
  }

  /** The same, with something that is done again and again meanwhile. */
  String await(String text, Attempt attempt) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        attempt.make();
      } catch (Exception e) {
        throw new AssertionError("while '" + text + "' was waited for", e);
      }
      List<String> lines = lines();
      for (String line : lines) {
        if (line.contains(text)) {
          return line;
        }
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no '" + text + "' in " + file + ": " + lines);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** What brings a line about, sooner or later. */
  @FunctionalInterface
  interface Attempt {
    void make() throws Exception;
  }
}
