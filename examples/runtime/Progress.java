import dev.outrigger.runtime.sync.Ticker;
import java.io.Console;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** How far several pieces of work have come: bars below the lines of a terminal, else no bars. */
final class Progress {
  private final boolean terminal =
      Stream.ofNullable(System.console()).anyMatch(Console::isTerminal);
  private final Map<String, Bar> bars = new ConcurrentSkipListMap<>();
  private int drawn;

  /** One of them, in bytes. Written by one task, and read by whoever draws. */
  static final class Bar {
    private volatile long length;
    private volatile long received;

    void begin(long expected) {
      length = expected;
      received = 0;
    }

    void add(int bytes) {
      received += bytes;
    }

    long received() {
      return received;
    }

    String megabytes() {
      return "%.1f MB".formatted(received / 1e6);
    }

    @Override
    public String toString() {
      int share = length == 0 ? 0 : (int) (20 * received / length);
      return "[" + "#".repeat(share) + "-".repeat(20 - share) + "] " + megabytes();
    }
  }

  Bar begin(String name) {
    Bar bar = new Bar();
    bars.put(name, bar);
    return bar;
  }

  void end(String name, String how) {
    bars.remove(name);
    draw(name + ": " + how + "\n");
  }

  /** Draws until it is cancelled. */
  boolean show() throws InterruptedException {
    Ticker ticker = Ticker.every(Duration.ofMillis(100));
    while (terminal) {
      ticker.next();
      draw("");
    }
    return true;
  }

  /** The line stays; the bars below it are drawn anew. */
  private synchronized void draw(String line) {
    List<String> shown =
        terminal
            ? bars.entrySet().stream()
                .map(each -> "%-30s %s\n".formatted(each.getKey(), each.getValue()))
                .toList()
            : List.of();
    String back = drawn > 0 ? "\033[" + drawn + "A\033[J" : "";
    System.out.print(back + line + String.join("", shown));
    System.out.flush();
    drawn = shown.size();
  }
}
