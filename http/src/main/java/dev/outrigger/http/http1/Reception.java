package dev.outrigger.http.http1;

import dev.outrigger.http.Limits;
import dev.outrigger.http.exchange.BodyQueue;
import dev.outrigger.http.exchange.Exchange;
import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.pace.Pace;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of a connection: whose body is on the wire, and whether to read on at all.
 *
 * <p>Threading: on the loop.
 */
final class Reception {
  /** The rest of an unread body is read and dropped up to this size; beyond, we part. */
  private static final long WORTH_DROPPING = 64 * 1024;

  private final Channel channel;
  private final RequestDecoder decoder;
  private final Limits limits;
  // Whose body is on the wire; set from the header on, for every request.
  private @Nullable Exchange receiving;
  // How that body comes; null if there is none.
  private @Nullable Pace pace;
  private boolean broken;
  private boolean bodyFull;
  private boolean lineFull;
  private boolean reading = true;

  Reception(Channel channel, RequestDecoder decoder, Limits limits) {
    this.channel = channel;
    this.decoder = decoder;
    this.limits = limits;
  }

  /** A header has come; what follows is the body. */
  void begin(Exchange exchange) {
    receiving = exchange;
    pace = exchange.body() == null ? null : new Pace(limits, exchange.head().expectsContinue());
  }

  /** The client is told that the body is wanted. */
  void goOn() {
    if (pace != null) {
      pace.goOn();
    }
  }

  /**
   * Takes a part of a body.
   *
   * @return why this and all that follows is not taken, or null; the body's reader has been told
   */
  @Nullable Refusal take(HttpContent content) {
    Exchange exchange = receiving;
    if (exchange == null) {
      content.release();
      return null;
    }
    if (content.decoderResult().isFailure()) {
      content.release();
      return breakOff(RequestRules.malformedBody(content.decoderResult().cause(), limits));
    }
    BodyQueue body = exchange.body();
    if (body == null || pace == null || !content.content().isReadable()) {
      content.release();
    } else if (!pace.received(content.content().readableBytes())) {
      content.release();
      return breakOff(Refusal.ofLongBody(limits));
    } else {
      bodyFull |= body.offer(content.content());
      readOrPause();
    }
    if (content instanceof LastHttpContent last) {
      receiving = null;
      pace = null;
      if (body != null) {
        body.end(last.trailingHeaders());
      }
      if (!exchange.head().keepAlive()) {
        decoder.drain();
      }
    }
    return null;
  }

  /**
   * Called now and then.
   *
   * @return why the rest of a body is not waited for, or null; the body's reader has been told
   */
  @Nullable Refusal tick(long now) {
    if (pace == null || broken) {
      return null;
    }
    Refusal slow = pace.tick(now, reading);
    return slow == null ? null : breakOff(slow);
  }

  private Refusal breakOff(Refusal why) {
    broken = true;
    decoder.drain();
    if (receiving != null && receiving.body() != null) {
      receiving.body().fail(why.exception());
    }
    return why;
  }

  /** Whether the body of this request is still on its way. */
  boolean isReceiving(Exchange exchange) {
    return receiving == exchange;
  }

  /** Whether what is still to come of this request's body is short, or nothing. */
  boolean canDropRestOf(Exchange exchange) {
    BodyQueue body = exchange.body();
    if (body == null || receiving != exchange) {
      return true;
    }
    if (broken) {
      return false;
    }
    long rest = body.outstanding();
    return rest >= 0 && rest <= WORTH_DROPPING && !exchange.head().expectsContinue();
  }

  boolean isInBody() {
    return receiving != null;
  }

  boolean isInHead() {
    return receiving == null && decoder.isInHead();
  }

  /** Whether requests may have come that were not decoded yet. */
  boolean isLineFull() {
    return lineFull;
  }

  void lineFull() {
    lineFull = true;
    decoder.pause();
    readOrPause();
  }

  void lineHasRoom() {
    if (lineFull) {
      lineFull = false;
      readOrPause();
      decoder.resume();
    }
  }

  /** The running task has read so much of the body that more may come. */
  void bodyHasRoom() {
    if (bodyFull) {
      bodyFull = false;
      readOrPause();
    }
  }

  /** From now on all that comes is thrown away. */
  void drain() {
    receiving = null;
    pace = null;
    bodyFull = false;
    lineFull = false;
    decoder.drain();
    readOrPause();
  }

  private void readOrPause() {
    boolean wanted = !bodyFull && !lineFull;
    if (wanted != reading) {
      reading = wanted;
      if (pace != null) {
        pace.interrupted();
      }
      channel.config().setAutoRead(wanted);
    }
  }
}
