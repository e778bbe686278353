package dev.outrigger.http;

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
  // Whose body is on the wire; set from the header on, for every request.
  private @Nullable Exchange receiving;
  private boolean bodyFull;
  private boolean lineFull;
  private boolean reading = true;

  Reception(Channel channel, RequestDecoder decoder) {
    this.channel = channel;
    this.decoder = decoder;
  }

  /** A header has come; what follows is the body. */
  void begin(Exchange exchange) {
    receiving = exchange;
  }

  /**
   * Takes a part of a body.
   *
   * @return false if it is malformed: then its reader has been told, and nothing more is taken
   */
  boolean take(HttpContent content) {
    Exchange exchange = receiving;
    if (exchange == null) {
      content.release();
      return true;
    }
    BodyQueue body = exchange.body();
    boolean sound = content.decoderResult().isSuccess();
    if (body != null && sound && content.content().isReadable()) {
      bodyFull |= body.offer(content.content());
      readOrPause();
    } else {
      sound &= !content.content().isReadable();
      content.release();
    }
    if (!sound) {
      decoder.drain();
      if (body != null) {
        body.fail(new HttpException(400, "the body is malformed"));
      }
    } else if (content instanceof LastHttpContent) {
      receiving = null;
      if (body != null) {
        body.end();
      }
      if (!exchange.head().keepAlive()) {
        decoder.drain();
      }
    }
    return sound;
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
    long rest = body.outstanding();
    return rest >= 0 && rest <= WORTH_DROPPING && !exchange.head().expectsContinue();
  }

  boolean isInBody() {
    return receiving != null;
  }

  boolean isInHead() {
    return receiving == null && decoder.midMessage();
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

  void bodyHasRoom() {
    if (bodyFull) {
      bodyFull = false;
      readOrPause();
    }
  }

  /** From now on all that comes is thrown away. */
  void drain() {
    receiving = null;
    bodyFull = false;
    lineFull = false;
    decoder.drain();
    readOrPause();
  }

  private void readOrPause() {
    boolean wanted = !bodyFull && !lineFull;
    if (wanted != reading) {
      reading = wanted;
      channel.config().setAutoRead(wanted);
    }
  }
}
