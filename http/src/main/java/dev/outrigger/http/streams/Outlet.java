package dev.outrigger.http.streams;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.exchange.WrittenAnswer;
import java.util.List;

/**
 * An answer's way out of its stream, in the words of its protocol.
 *
 * <p>Threading: on the loop.
 */
public interface Outlet {
  /** How far the answer has come. */
  Sending sending();

  /** Tells the client to send its body. */
  void goOn();

  /** Sends an answer that is there as a whole. */
  void whole(HttpResponse response, boolean withBody);

  /** Sends what has been written so far of an answer that is written while it goes. */
  void parts(WrittenAnswer answer);

  /** Sends the rest, and behind it these fields: name, value, name, value. */
  void end(WrittenAnswer answer, List<String> trailers);
}
