package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.Scope;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of several addresses that answers, after RFC 8305. One task runs the race:
 * it starts an attempt, waits for news or for the next one's time, and in the end gives up all but
 * the winner.
 */
final class HappyEyeballs {
  private final String host;
  private final int port;
  private final TcpOptions options;
  private final Function<InetSocketAddress, Attempt> dial;
  private final Thread runner = Thread.currentThread();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private final List<Throwable> causes = new ArrayList<>();
  private final Queue<News> news = new ConcurrentLinkedQueue<>();

  private record News(
      InetSocketAddress address, @Nullable Wire wire, @Nullable Throwable failure) {}

  HappyEyeballs(
      String host, int port, TcpOptions options, Function<InetSocketAddress, Attempt> dial) {
    this.host = host;
    this.port = port;
    this.options = options;
    this.dial = dial;
  }

  Wire run(List<InetAddress> addresses, long deadline) throws IOException, InterruptedException {
    if (addresses.isEmpty()) {
      throw new UnknownHostException("the host " + host + " has no address");
    }
    Scope.checkpoint();
    Wire winner = null;
    try {
      winner = race(addresses, deadline);
      return winner;
    } finally {
      for (Attempt attempt : attempts) {
        attempt.giveUpUnless(winner);
      }
    }
  }

  private Wire race(List<InetAddress> addresses, long deadline)
      throws IOException, InterruptedException {
    long stagger = Waiting.nanos(options.stagger());
    int started = 0;
    while (reasons.size() < addresses.size()) {
      boolean more = started < addresses.size();
      if (more) {
        start(new InetSocketAddress(addresses.get(started++), port));
        more = started < addresses.size();
      }
      long next = more ? Waiting.deadline(stagger) : Waiting.FOREVER;
      boolean turn = false;
      while (!turn) {
        boolean heard = Waiting.until(() -> !news.isEmpty(), this, nearer(next, deadline));
        if (!heard && isPast(deadline)) {
          throw timedOut();
        }
        Wire winner = hear();
        if (winner != null) {
          return winner;
        }
        // The next one starts when its time has come, or at once when one has failed.
        turn = !heard || more || reasons.size() == addresses.size();
      }
    }
    throw refused();
  }

  private void start(InetSocketAddress address) {
    Attempt attempt = dial.apply(address);
    attempts.add(attempt);
    var _ =
        attempt
            .outcome()
            .whenComplete((wire, failure) -> {
              news.add(new News(address, wire, failure));
              LockSupport.unpark(runner);
            });
  }

  private @Nullable Wire hear() {
    for (News next = news.poll(); next != null; next = news.poll()) {
      if (next.wire() != null) {
        return next.wire();
      }
      Throwable failure = next.failure();
      if (failure != null) {
        reasons.add(Names.of(next.address()) + ": " + reason(failure));
        causes.add(failure);
      }
    }
    return null;
  }

  /** "Connection refused", without what Netty says around it. */
  private static String reason(Throwable failure) {
    String text =
        Wire.reason(failure).replaceFirst("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ", "");
    int address = text.indexOf(": ");
    return address > 0 ? text.substring(0, address) : text;
  }

  private IOException refused() {
    ConnectException none =
        new ConnectException(
            "cannot connect to %s:%d: %s".formatted(host, port, String.join("; ", reasons)));
    none.initCause(causes.getFirst());
    causes.stream().skip(1).forEach(none::addSuppressed);
    return none;
  }

  private IOException timedOut() {
    String known = reasons.isEmpty() ? "no address answered" : String.join("; ", reasons);
    return new SocketTimeoutException(
        "cannot connect to %s:%d within %s: %s"
            .formatted(host, port, Names.of(options.connectTimeout()), known));
  }

  private static long nearer(long one, long other) {
    if (one == Waiting.FOREVER || other == Waiting.FOREVER) {
      return one == Waiting.FOREVER ? other : one;
    }
    return one - other < 0 ? one : other;
  }

  private static boolean isPast(long deadline) {
    return deadline != Waiting.FOREVER && System.nanoTime() - deadline >= 0;
  }
}
