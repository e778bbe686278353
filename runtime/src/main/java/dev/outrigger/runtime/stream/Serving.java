package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.Lifecycle;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.TaskGroup;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The connections of a server. */
final class Serving {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");
  private static final long LOOK_MILLIS = 20;
  private static final long REST_AFTER_FAILURE_MILLIS = 100;

  private final TcpListener listener;
  private final List<Loop> loops;
  private final ServeOptions options;
  private final Semaphore permits;
  // Shared by tasks only.
  private final Set<SocketStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable TaskGroup> group = new AtomicReference<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean stopped;
  private volatile boolean aborted;

  Serving(TcpListener listener, List<Loop> loops, ServeOptions options) {
    this.listener = listener;
    this.loops = loops;
    this.options = options;
    this.permits = new Semaphore(options.connections());
  }

  void run(TcpServer.Handler handler) throws Exception {
    try {
      boolean _ =
          TaskGroup.run(served -> {
            if (!group.compareAndSet(null, served)) {
              throw new IllegalStateException("this server serves already, or has ended");
            }
            if (aborted) {
              abort(Optional.of(served));
            }
            acceptAll(served, handler);
            return true;
          });
    } catch (CancelledException | InterruptedException e) {
      if (!aborted) {
        throw e;
      }
    } finally {
      listener.close();
      over.countDown();
    }
  }

  private void acceptAll(TaskGroup served, TcpServer.Handler handler) throws Exception {
    for (int next = 0; !stopped; next = (next + 1) % loops.size()) {
      permits.acquire();
      Loop home = loops.get(next);
      SocketStream stream = null;
      try {
        stream = listener.accept(home);
      } catch (IOException e) {
        permits.release();
        if (!stopped && listener.isClosed()) {
          // Its loop was stopped: nobody will ever come again.
          throw e;
        }
        if (!stopped) {
          // Out of sockets, most likely: some may be closed soon.
          LOG.log(Level.WARNING, e.getMessage());
          Thread.sleep(REST_AFTER_FAILURE_MILLIS);
        }
      } catch (RuntimeException | InterruptedException e) {
        permits.release();
        throw e;
      }
      if (stream != null) {
        start(served, home, stream, handler);
      }
    }
  }

  private void start(TaskGroup served, Loop home, SocketStream stream, TcpServer.Handler handler) {
    SocketStream timed = stream.withTimeouts(options.readTimeout(), options.writeTimeout());
    streams.add(timed);
    try {
      var _ =
          served.spawnOn(
              home,
              "connection of " + stream.wire().peer(),
              () -> {
                serve(timed, handler);
                return true;
              });
    } catch (RuntimeException e) {
      timed.abort();
      left(timed);
      throw e;
    }
  }

  private void serve(SocketStream stream, TcpServer.Handler handler) {
    try (SocketStream closing = stream) {
      if (options.tls().isPresent()) {
        closing.startTls(options.tls().get());
      }
      handler.handle(closing);
    } catch (Throwable e) {
      failed(stream, e);
    } finally {
      // Does nothing behind a close; the handler may have been cancelled before it began.
      if (!stream.isClosed()) {
        stream.abort();
      }
      left(stream);
    }
  }

  private void failed(SocketStream stream, Throwable e) {
    if (e instanceof CancelledException || e instanceof InterruptedException) {
      return;
    }
    if (e instanceof IOException) {
      LOG.log(Level.DEBUG, () -> "a connection of " + stream.wire().peer() + " ended: " + e);
    } else {
      LOG.log(Level.ERROR, "the handler of a connection of " + stream.wire().peer() + " failed", e);
    }
  }

  private void left(SocketStream stream) {
    streams.remove(stream);
    permits.release();
  }

  Lifecycle.State state() {
    if (over.getCount() == 0 || (stopped && group.get() == null)) {
      return Lifecycle.State.ENDED;
    }
    if (aborted) {
      return Lifecycle.State.ABORTING;
    }
    return stopped ? Lifecycle.State.FINISHING : Lifecycle.State.ACCEPTING;
  }

  int count() {
    return streams.size();
  }

  void stopAccepting() {
    stopped = true;
    listener.close();
    // Whoever waits for a permit must look.
    permits.release();
  }

  void closeIdle() {
    for (SocketStream stream : streams) {
      if (stream.wire().isIdle()) {
        stream.wire().inbound().end(End.IN_ORDER);
      }
    }
  }

  boolean drain(Duration limit) throws InterruptedException {
    stopAccepting();
    if (group.get() == null) {
      return true;
    }
    long end = Waiting.deadline(Math.max(1, Waiting.nanos(limit)));
    while (true) {
      closeIdle();
      long left = end - System.nanoTime();
      long look = Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      if (over.await(Math.max(0, look), TimeUnit.NANOSECONDS)) {
        return true;
      }
      if (left <= 0) {
        return false;
      }
    }
  }

  void abort(Optional<TaskGroup> known) {
    aborted = true;
    stopAccepting();
    // Before their handlers hear of it, which would close them in good order.
    streams.forEach(SocketStream::abort);
    TaskGroup served = known.orElse(group.get());
    if (served != null) {
      boolean _ =
          served
              .scope()
              .cancel(new Cancellation(Cancellation.Source.SHUTDOWN, "the server was aborted"));
    }
    streams.forEach(SocketStream::abort);
  }
}
