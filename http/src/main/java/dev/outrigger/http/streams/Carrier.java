package dev.outrigger.http.streams;

import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.exchange.Switch;
import dev.outrigger.http.fields.FieldSection;
import org.jspecify.annotations.Nullable;

/**
 * The stream that carries a request and its answer, in the words of its protocol.
 *
 * <p>Threading: on the loop.
 */
public interface Carrier {
  /** Why a stream is reset. */
  enum Ending {
    /** The client broke a rule. */
    MALFORMED,
    /** The client ended its half before its request had a header. */
    INCOMPLETE,
    /** The answer broke off, by a failure of ours. */
    BROKEN,
    /** Nobody waits for the rest, or may. */
    CANCELLED,
    /** All was said, and the client does not end its half. */
    OVERDUE
  }

  /** What {@code HttpRequest.version()} says. */
  String version();

  /** Why this request, which is not malformed, is refused; or null. */
  @Nullable Refusal refused(FieldSection fields);

  // ---- the body that comes in

  /** Whether the client may send only so much ahead of the reader, who gives it back. */
  boolean hasCredit();

  /** So many bytes of the body are nobody's concern any more: the client may send as many. */
  void giveBack(int bytes);

  /** The same, for all that has come so far. */
  void giveAllBack();

  /** Whether the client is able to send: if not, that is up to us. */
  boolean hasRoom();

  /** The reader is behind. */
  void pause();

  /** It is not any more. */
  void resume();

  // ---- another protocol

  /**
   * Accepts another protocol.
   *
   * @return whether it could begin
   */
  boolean switchTo(Switch change);

  /** The other protocol hears of the end. */
  void tellOfTheEnd();

  /** Nothing more is sent in the other protocol. */
  void endSwitched();

  // ---- how it ends

  /** Looks at what takes too long in this protocol only. */
  void tick(long now);

  /** Gives up both directions. */
  void reset(Ending why);

  /** The answer has gone; the client, which sends much for nothing, is told to stop. */
  void stop();

  /** The stream, or its connection, has ended: nothing goes on it any more. */
  void left();
}
