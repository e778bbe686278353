package dev.outrigger.web.testclient;

import java.io.IOException;
import java.util.Optional;

/**
 * A request on its way, whose answer may be looked at while it comes: for event streams, slow
 * answers and clients that go away.
 *
 * <p>Threading: for one thread at a time.
 */
public interface TestCall extends AutoCloseable {

  /** The status; waits for it. */
  int status() throws IOException, InterruptedException;

  /**
   * The next piece of the body as it was flushed; waits for it. Empty at the end.
   *
   * @throws IOException if the answer broke off
   */
  Optional<String> read() throws IOException, InterruptedException;

  /**
   * The whole answer; waits for its end.
   *
   * @throws IOException if it broke off
   */
  TestResponse response() throws IOException, InterruptedException;

  /** Goes away, as a client does that closes its connection. The handler is cancelled. */
  @Override
  void close();
}
