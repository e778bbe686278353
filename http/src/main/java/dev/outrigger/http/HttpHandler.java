package dev.outrigger.http;

/** Answers requests. */
@FunctionalInterface
public interface HttpHandler {
  /**
   * Answers one request; may wait as long as it likes.
   *
   * <p>Threading: runs in a virtual thread of its own on the loop of the request's connection,
   * inside {@link HttpRequest#scope()}. When the client goes away, that scope is cancelled and the
   * thread is interrupted; an answer that comes all the same is dropped.
   *
   * @throws HttpException to answer with its status
   * @throws Exception to answer with status 500; logged with its stack, of which the client sees
   *     nothing
   */
  HttpResponse handle(HttpRequest request) throws Exception;
}
