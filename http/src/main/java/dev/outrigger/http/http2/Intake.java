package dev.outrigger.http.http2;

import dev.outrigger.http.Limits;
import dev.outrigger.http.exchange.BodyQueue;
import dev.outrigger.http.exchange.Exchange;
import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.fields.FieldSection;
import dev.outrigger.http.fields.RequestRules;
import dev.outrigger.http.pace.Pace;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The body that comes in on a stream: whether it is as long as was said, who gets it, and how much
 * more the client may send.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the stream or more
final class Intake {
  /** The rest of an unread body is taken and dropped up to this size; beyond, it is cut off. */
  private static final long WORTH_DROPPING = 64 * 1024;

  private final Http2StreamChannel channel;
  private final Limits limits;
  private final Runnable flush;
  // Of another protocol, before it is accepted.
  private final ArrayDeque<Http2DataFrame> early = new ArrayDeque<>(0);
  private @Nullable BodyQueue queue;
  private boolean receiving;
  private boolean foreign;
  private boolean passed;
  private boolean awaited;
  // How the body comes; null if nobody waits for it.
  private @Nullable Pace pace;
  private long declared = -1;
  private long received;
  // Of the window: what the client has used, and what it was given back.
  private long used;
  private long given;

  Intake(Http2StreamChannel channel, Limits limits, Runnable flush) {
    this.channel = channel;
    this.limits = limits;
    this.flush = flush;
  }

  /**
   * A header has come.
   *
   * @param ends whether nothing follows it
   * @param length how many bytes follow, as the client says; -1 if it does not
   */
  void begin(boolean ends, long length) {
    receiving = !ends;
    declared = length;
  }

  /** Someone wants what follows. */
  void deliver(Exchange exchange) {
    queue = exchange.body();
    awaited = exchange.head().expectsContinue();
    foreign = exchange.head().protocol().isPresent();
    pace = queue == null ? null : new Pace(limits, awaited);
    if (foreign) {
      channel.config().setAutoRead(false);
    }
  }

  /** Takes a part; what is wrong with it, or null. */
  @Nullable String take(Http2DataFrame frame) {
    if (foreign) {
      early.add(frame);
      return null;
    }
    int count = frame.content().readableBytes();
    boolean last = frame.isEndStream();
    received += count;
    receiving = !last;
    used += frame.initialFlowControlledBytes();
    if (isMismatch(last)) {
      frame.release();
      return "the body is not as long as content-length says";
    }
    if (pace != null && !pace.received(count)) {
      breakOff(Refusal.ofLongBody(limits));
    }
    BodyQueue reader = queue;
    if (reader == null || count == 0) {
      frame.release();
      giveBack(frame.initialFlowControlledBytes());
    } else {
      reader.offer(frame.content());
      giveBack(frame.initialFlowControlledBytes() - count);
    }
    if (last) {
      end(EmptyHttpHeaders.INSTANCE);
    }
    return null;
  }

  private void end(HttpHeaders trailers) {
    pace = null;
    if (queue != null) {
      queue.end(trailers);
    }
  }

  /** The client is told that the body is wanted. */
  void goOn() {
    if (pace != null) {
      pace.goOn();
    }
  }

  /**
   * Called now and then, for a body that comes too slowly.
   *
   * @param room whether the connection's window lets the client send
   */
  void tick(long now, boolean room) {
    // A window that is used up is ours to open.
    boolean open = room && used - given < Codec.STREAM_WINDOW / 2;
    Refusal slow = pace == null ? null : pace.tick(now, open);
    if (slow != null) {
      breakOff(slow);
    }
  }

  // The handler that reads it is told, and answers.
  private void breakOff(Refusal why) {
    if (queue != null) {
      queue.fail(why.exception());
    }
    pace = null;
    queue = null;
    giveBack(used - given);
  }

  /** Takes the fields behind the body; what is wrong with them, or null. */
  @Nullable String takeTrailers(FieldSection fields) {
    receiving = false;
    String malformed = RequestRules.malformedTrailers(fields);
    if (malformed != null) {
      return malformed;
    }
    if (foreign) {
      return "these fields must not come behind the bytes of another protocol";
    }
    if (isMismatch(true)) {
      return "the body is not as long as content-length says";
    }
    end(fields.regular());
    return null;
  }

  private boolean isMismatch(boolean ended) {
    return declared >= 0 && (received > declared || (ended && received < declared));
  }

  /** Nobody wants what has come, or still comes. */
  void drop() {
    queue = null;
    pace = null;
    releaseEarly();
    if (foreign) {
      foreign = false;
      channel.config().setAutoRead(true);
    }
    giveBack(used - given);
  }

  /** The other protocol has what has come already. */
  void passOn() {
    foreign = false;
    passed = true;
    for (Http2DataFrame frame = early.poll(); frame != null; frame = early.poll()) {
      channel.pipeline().fireChannelRead(frame);
    }
  }

  /** What has come and was not passed on is let go. */
  void releaseEarly() {
    early.forEach(Http2DataFrame::release);
    early.clear();
  }

  /** So many bytes are nobody's concern any more: the client may send as many. */
  void giveBack(long bytes) {
    int count = (int) Math.min(bytes, used - given);
    if (count > 0) {
      given += count;
      channel.write(new DefaultHttp2WindowUpdateFrame(count), channel.voidPromise());
      flush.run();
    }
  }

  /** Whether more is to come. */
  boolean isReceiving() {
    return receiving;
  }

  /** Whether more is to come than it is worth to wait for. */
  boolean isTooMuchToDrop() {
    boolean shortRest = declared >= 0 && declared - received <= WORTH_DROPPING && !awaited;
    return receiving && !passed && !shortRest;
  }
}
