package dev.outrigger.http;

/** A body that is written while it goes; see {@link HttpResponse#stream}. */
@FunctionalInterface
public interface ResponseBody {
  /**
   * Writes the body, and returns when it is complete.
   *
   * <p>Threading: in the task and the scope of the request.
   *
   * @throws Exception to break the answer off: the client sees that it is not complete. Before
   *     anything has gone, it gets what the failure maps to instead, as if the handler had thrown
   */
  void writeTo(ResponseStream out) throws Exception;
}
