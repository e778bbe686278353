package dev.outrigger.web;

/**
 * Stands around handlers: looks at the request before them and at the answer behind them, or
 * answers itself.
 *
 * <pre>{@code
 * app.use((request, next) -> {
 *   long start = System.nanoTime();
 *   Response answer = next.handle(request);
 *   return answer.header("Server-Timing", "app;dur=" + (System.nanoTime() - start) / 1e6);
 * });
 * }</pre>
 *
 * <p>It runs in the task of the request, and may wait. Requests of all connections run through the
 * same object.
 */
@FunctionalInterface
public interface Middleware {

  /**
   * Answers the request, mostly by {@link Next#handle}.
   *
   * @throws Exception becomes an answer as the failure of a handler does
   */
  Response around(Request request, Next next) throws Exception;
}
