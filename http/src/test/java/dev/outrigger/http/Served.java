package dev.outrigger.http;

import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A server on one loop of its own, for one test. */
public final class Served implements AutoCloseable {
  private final EventLoops loops;
  private final HttpServer server;

  private Served(
      TaskBackend backend, HttpHandler handler, UnaryOperator<HttpServer.Builder> options) {
    loops = EventLoops.builder().name("test-loop").tasks(backend).start();
    server = options.apply(HttpServer.builder(loops, handler)).start();
  }

  public static Served by(TaskBackend backend, HttpHandler handler) {
    return new Served(backend, handler, options -> options);
  }

  public static Served by(TaskBackend backend, Limits limits, HttpHandler handler) {
    return new Served(backend, handler, options -> options.limits(limits));
  }

  public static Served securely(TaskBackend backend, ServerTls tls, HttpHandler handler) {
    return new Served(backend, handler, options -> options.tls(tls));
  }

  public static Served with(
      TaskBackend backend, UnaryOperator<HttpServer.Builder> options, HttpHandler handler) {
    return new Served(backend, handler, options);
  }

  public HttpServer server() {
    return server;
  }

  public RawClient client() throws IOException {
    return new RawClient(server.address());
  }

  /** Waits at most half a minute for what the server does on its own account. */
  public static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not happen within thirty seconds");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    server.close();
    loops.close();
  }
}
