package dev.outrigger.http.loop;

import dev.outrigger.http.Limits;
import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.peer.Addresses;
import dev.outrigger.http.syntax.Printable;
import dev.outrigger.runtime.Loop;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.function.Supplier;

/**
 * What steps of a loop have to say to the log.
 *
 * <p>Each line is written by a task, for whatever writes it has a lock, and tasks log too. A loop
 * that waits for such a lock in line behind a task of its own waits for ever: the task that is next
 * can run on that loop only. See {@link ServerLoop}.
 *
 * <p>Threading: on the loop that is given.
 */
public final class LoopLog {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.http");

  private LoopLog() {}

  public static void refused(Loop loop, SocketAddress remote, Refusal refusal) {
    debug(
        loop, () -> Addresses.text(remote) + " gets " + refusal.status() + ": " + refusal.reason());
  }

  /** As many requests run as may. */
  public static void busy(Loop loop, SocketAddress remote, Limits limits) {
    debug(
        loop,
        () ->
            "%s gets 503: %d requests run already"
                .formatted(Addresses.text(remote), limits.requests()));
  }

  /** As many connections are open as may be. */
  public static void full(Loop loop, SocketAddress remote, Limits limits) {
    debug(
        loop,
        () ->
            "%s is not let in: %d connections are open already"
                .formatted(Addresses.text(remote), limits.connections()));
  }

  /** A connection that asks for nothing. */
  public static void idle(Loop loop, SocketAddress remote) {
    closed(loop, remote, "it asked for nothing in time");
  }

  /** A client has broken a rule that costs it its connection. */
  public static void closed(Loop loop, SocketAddress remote, String reason) {
    debug(loop, () -> Addresses.text(remote) + " is closed: " + reason);
  }

  public static void malformed(Loop loop, SocketAddress remote, String reason) {
    debug(
        loop,
        () ->
            "a stream of %s is reset: %s"
                .formatted(Addresses.text(remote), Printable.text(reason)));
  }

  public static void stalled(Loop loop, SocketAddress remote, Limits limits) {
    debug(loop, () -> Addresses.text(remote) + " " + stall(limits));
  }

  /** What a client did that is cut off for slowness. */
  public static String stall(Limits limits) {
    return "took next to nothing of its answer for "
        + limits.writeTimeout().toMillis()
        + " ms; its connection is closed";
  }

  /** An answer could not be put into its protocol, by a fault of ours. */
  public static void unsendable(Loop loop, SocketAddress remote, Throwable cause) {
    String line =
        "an answer to " + Addresses.text(remote) + " could not be sent; its stream is reset";
    write(loop, Level.ERROR, line, cause);
  }

  public static void givenUp(Loop loop, SocketAddress remote, Throwable cause) {
    if (cause instanceof ClosedChannelException) {
      // Why it was closed has its own line.
      return;
    }
    // A client that resets its connection, or sends what no decoder takes, is no error of ours.
    boolean clients =
        cause instanceof IOException
            || cause instanceof DecoderException
            || cause instanceof Http2Exception;
    Level level = clients ? Level.DEBUG : Level.ERROR;
    if (LOG.isLoggable(level)) {
      String line =
          "the connection of %s is given up: %s"
              .formatted(
                  Addresses.text(remote), Printable.text(String.valueOf(cause.getMessage())));
      write(loop, level, line, cause);
    }
  }

  /** A look at a connection has thrown; the stack tells at which. */
  public static void failed(Loop loop, Throwable bug) {
    String line =
        "a connection is closed, since looking after it failed: "
            + Printable.text(String.valueOf(bug));
    write(loop, Level.ERROR, line, bug);
  }

  private static void write(Loop loop, Level level, String line, Throwable cause) {
    loop.start("log", () -> LOG.log(level, line, cause));
  }

  private static void debug(Loop loop, Supplier<String> line) {
    if (LOG.isLoggable(Level.DEBUG)) {
      loop.start("log", () -> LOG.log(Level.DEBUG, line.get()));
    }
  }
}
