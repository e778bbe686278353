package dev.outrigger.cli;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What a process writes to one of its streams, line by line as it comes. For one reading thread.
 */
final class Lines {
  private static final int PATIENCE_SECONDS = 180;
  private static final String END = "(end of stream)";

  private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final List<String> read = new ArrayList<>();

  Lines(BufferedReader stream) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            stream.lines().forEach(unread::add);
          } finally {
            unread.add(END);
          }
        });
  }

  /** Waits for a line that holds the text. */
  String await(String text) throws InterruptedException {
    String line = next();
    while (!line.contains(text)) {
      if (line.equals(END)) {
        throw new AssertionError("no '" + text + "' in " + read);
      }
      line = next();
    }
    return line;
  }

  /** All that has come, whether somebody has read it or not. */
  List<String> soFar() {
    List<String> come = new ArrayList<>(read);
    come.addAll(unread);
    return come;
  }

  /** Waits for the end, which comes when every process that holds the stream has ended. */
  List<String> all() throws InterruptedException {
    String line = next();
    while (!line.equals(END)) {
      line = next();
    }
    return List.copyOf(read.subList(0, read.size() - 1));
  }

  private String next() throws InterruptedException {
    String line = unread.poll(PATIENCE_SECONDS, SECONDS);
    if (line == null) {
      throw new AssertionError("silence after " + read);
    }
    read.add(line);
    return line;
  }
}
