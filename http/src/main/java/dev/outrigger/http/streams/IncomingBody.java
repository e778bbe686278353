package dev.outrigger.http.streams;

import dev.outrigger.http.Limits;
import dev.outrigger.http.exchange.BodyQueue;
import dev.outrigger.http.exchange.Exchange;
import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.fields.FieldSection;
import dev.outrigger.http.fields.RequestRules;
import dev.outrigger.http.pace.Pace;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body that comes in on a stream: whether it is as long as was said, and who gets it.
 *
 * <p>Threading: on the loop.
 */
final class IncomingBody {
  /** The rest of an unread body is taken and dropped up to this size; beyond, it is cut off. */
  private static final long WORTH_DROPPING = 64 * 1024;

  private static final String OTHER_LENGTH = "the body is not as long as content-length says";

  private final Carrier carrier;
  private final Limits limits;
  private final Consumer<Refusal> refused;
  private @Nullable BodyQueue queue;
  // How the body comes; null if nobody waits for it.
  private @Nullable Pace pace;
  private boolean receiving = true;
  private boolean paused;
  private boolean awaited;
  private boolean trailed;
  private HttpHeaders trailers = EmptyHttpHeaders.INSTANCE;
  private long declared = -1;
  private long received;

  /**
   * One that has not begun.
   *
   * @param refused is told why it was broken off
   */
  IncomingBody(Carrier carrier, Limits limits, Consumer<Refusal> refused) {
    this.carrier = carrier;
    this.limits = limits;
    this.refused = refused;
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
    pace = queue == null ? null : new Pace(limits, awaited);
  }

  /** Takes a part; what is wrong with it, or null. */
  @Nullable String take(ByteBuf part) {
    int count = part.readableBytes();
    received += count;
    if (trailed || (declared >= 0 && received > declared)) {
      part.release();
      return OTHER_LENGTH;
    }
    if (pace != null && !pace.received(count)) {
      breakOff(Refusal.ofLongBody(limits));
    }
    BodyQueue reader = queue;
    if (reader == null || count == 0) {
      part.release();
      carrier.giveBack(count);
    } else if (reader.offer(part)) {
      pause();
    }
    return null;
  }

  /** Takes the fields behind the body; what is wrong with them, or null. */
  @Nullable String takeTrailers(FieldSection fields) {
    trailed = true;
    trailers = fields.regular();
    return RequestRules.malformedTrailers(fields);
  }

  /** All has come; what is wrong with it, or null. */
  @Nullable String end() {
    receiving = false;
    pace = null;
    if (declared >= 0 && received < declared) {
      return OTHER_LENGTH;
    }
    if (queue != null) {
      queue.end(trailers);
    }
    return null;
  }

  private void pause() {
    if (!paused) {
      paused = true;
      interrupted();
      carrier.pause();
    }
  }

  /** There is room again. */
  void resume() {
    if (paused) {
      paused = false;
      interrupted();
      carrier.resume();
    }
  }

  private void interrupted() {
    if (pace != null) {
      pace.interrupted();
    }
  }

  /** The client is told that the body is wanted. */
  void goOn() {
    if (pace != null) {
      pace.goOn();
    }
  }

  /** Called now and then, for a body that comes too slowly. */
  void tick(long now) {
    Refusal slow = pace == null ? null : pace.tick(now, !paused && carrier.hasRoom());
    if (slow != null) {
      breakOff(slow);
    }
  }

  // The handler that reads it is told, and answers.
  private void breakOff(Refusal why) {
    refused.accept(why);
    if (queue != null) {
      queue.fail(why.exception());
    }
    drop();
  }

  /** Nobody wants what has come, or still comes. */
  void drop() {
    abandon();
    carrier.giveAllBack();
  }

  /** The same, and nothing more comes. */
  void abandon() {
    queue = null;
    pace = null;
    resume();
  }

  /** Whether more is to come. */
  boolean isReceiving() {
    return receiving;
  }

  /** Whether more is to come than it is worth to wait for. */
  boolean isTooMuchToDrop() {
    boolean shortRest = declared >= 0 && declared - received <= WORTH_DROPPING && !awaited;
    return receiving && !shortRest;
  }
}
