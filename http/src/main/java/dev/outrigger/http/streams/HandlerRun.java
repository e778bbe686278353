package dev.outrigger.http.streams;

import dev.outrigger.http.exchange.Exchange;
import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.runtime.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * The handler of a call: it may run on after its stream has ended.
 *
 * <p>Threading: on the loop.
 */
final class HandlerRun {
  private final Calls calls;
  private final ServerLoop home;
  private @Nullable Exchange exchange;
  private boolean running;

  HandlerRun(Calls calls) {
    this.calls = calls;
    this.home = calls.home();
  }

  /** Starts it; if too many run already, the exchange has that for its answer. */
  boolean start(Exchange begun) {
    exchange = begun;
    running = calls.tryStart();
    if (running) {
      home.loop().start("request", begun);
    } else {
      LoopLog.busy(home.loop(), begun.remote(), home.limits());
      begun.refuseForNow();
    }
    return running;
  }

  /** What it works on; null before it was started. */
  @Nullable Exchange exchange() {
    return exchange;
  }

  boolean isRunning() {
    return running;
  }

  /** It has ended; null if that was known. */
  @Nullable Exchange end() {
    if (!running) {
      return null;
    }
    running = false;
    home.endRequest();
    return exchange;
  }

  /** Nobody waits for its answer, since the client did this. */
  void cancel(String how) {
    if (running && exchange != null) {
      home.counters().cancelled(1);
      exchange.clientLeft(home.loop(), how);
    }
  }

  /** The server goes down now. */
  void abort(Cancellation why) {
    if (running && exchange != null) {
      exchange.abort(home.loop(), why);
    }
  }

  /** The stream has ended. */
  void left() {
    if (exchange != null && !running) {
      exchange.close();
    }
  }
}
