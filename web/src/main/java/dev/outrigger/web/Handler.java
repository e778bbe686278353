package dev.outrigger.web;

/**
 * Answers one request. It runs in a virtual thread of its own on the loop of the connection and may
 * block as long as it likes: waiting costs nothing. Computing does, for every connection of the
 * loop: {@link Request#offload} moves it to a worker process.
 */
@FunctionalInterface
public interface Handler {

  /**
   * The answer to the request: a {@link Response} as it is; text and numbers as {@code text/plain};
   * a {@code byte[]} as {@code application/octet-stream}; a record, a map or a collection as JSON;
   * an {@code Optional} as what it holds, or 404; a {@link Problem} as if it were thrown. Anything
   * else, null included, is a bug that the client sees as status 500.
   *
   * @throws Exception a {@link Problem} is answered as it says; other exceptions as the package's
   *     description lists them, and what no entry covers as 500
   */
  Object handle(Request request) throws Exception;
}
