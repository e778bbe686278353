package dev.outrigger.http.http3;

import dev.outrigger.http.Limits;
import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.fields.FieldSection;
import dev.outrigger.http.fields.RequestRules;
import org.jspecify.annotations.Nullable;

/**
 * A header that waits for what comes next: QUIC tells of the end of a stream only behind it, and a
 * request is another one if it has no body.
 *
 * <p>Threading: on the loop.
 */
final class Opening {
  private final Limits limits;
  private @Nullable FieldSection waiting;
  private boolean hasCome;
  private boolean isTooLong;

  Opening(Limits limits) {
    this.limits = limits;
  }

  /** The header has come. */
  void take(Head read) {
    waiting = read.section();
    isTooLong = read.isTooLong();
    hasCome = true;
  }

  /** Whether it has come, whether or not it waits. */
  boolean hasCome() {
    return hasCome;
  }

  boolean isWaiting() {
    return waiting != null;
  }

  /** What waits, which waits no longer; null if nothing does. */
  @Nullable FieldSection release() {
    FieldSection waited = waiting;
    waiting = null;
    return waited;
  }

  /** Why this request, which is not malformed, is refused; or null. */
  @Nullable Refusal refused(FieldSection fields) {
    if (isTooLong) {
      return Refusal.ofLongHeader(limits);
    }
    return fields.requestProtocol() == null
        ? RequestRules.refused(fields, limits)
        : new Refusal(501, "other protocols are not spoken over HTTP/3 here");
  }
}
