package dev.outrigger.http.http2;

import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.exchange.Switch;
import dev.outrigger.http.fields.FieldSection;
import dev.outrigger.http.fields.RequestRules;
import dev.outrigger.http.streams.Call;
import dev.outrigger.http.streams.Calls;
import dev.outrigger.http.streams.Carrier;
import dev.outrigger.http.streams.Stage;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one stream that carries a request and its answer.
 *
 * <p>Threading: on the loop.
 */
final class FrameCarrier implements Carrier {
  private final Session session;
  private final Http2Stream stream;
  private final Answer out;
  private final Call call;
  // Of another protocol; null for HTTP.
  private @Nullable Tunnel tunnel;
  // Of the window: what the client has used, and what it was given back.
  private long used;
  private long given;
  private boolean gone;

  FrameCarrier(Session session, Calls calls, Http2Stream stream) {
    this.session = session;
    this.stream = stream;
    this.out = new Answer(session, stream.id(), () -> sent());
    this.call = new Call(calls, session.peer(), this, out);
  }

  @Override
  public String version() {
    return "HTTP/2";
  }

  // ---- what comes in

  void takeFields(FieldSection fields, boolean ends) {
    if (call.stage() == Stage.NEW) {
      if (fields.requestProtocol() != null) {
        tunnel = new Tunnel(session.channel(), out, call, this::giveBack);
      }
      call.begin(fields, ends);
      if (ends) {
        ended();
      }
    } else if (tunnel == null) {
      call.takeTrailers(fields);
      call.ended();
    } else if (tunnel.isAccepted()) {
      // They end the other protocol, and say nothing.
      tunnel.ended();
    } else {
      call.check("these fields must not come behind the bytes of another protocol");
    }
  }

  /** Takes a part of the body, of which so many bytes count for the window. */
  void take(ByteBuf part, int credit, boolean ends) {
    used += credit;
    int padding = credit - part.readableBytes();
    if (call.stage() == Stage.GONE) {
      part.release();
      return;
    }
    giveBack(padding);
    if (tunnel != null) {
      tunnel.take(part);
    } else {
      call.take(part);
    }
    if (ends) {
      ended();
    }
  }

  private void ended() {
    if (tunnel != null) {
      tunnel.ended();
    } else {
      call.ended();
    }
  }

  @Override
  public @Nullable Refusal refused(FieldSection fields) {
    return RequestRules.refused(fields, session.limits());
  }

  @Override
  public boolean hasCredit() {
    return true;
  }

  @Override
  public void giveBack(int bytes) {
    int count = (int) Math.min(bytes, used - given);
    if (count > 0 && !gone) {
      given += count;
      session.codec().giveBack(stream, count);
    }
  }

  @Override
  public void giveAllBack() {
    if (tunnel != null && !tunnel.isAccepted()) {
      // It is answered in HTTP, and what still comes is a body.
      tunnel.shut();
      tunnel = null;
    }
    giveBack((int) (used - given));
  }

  @Override
  public boolean hasRoom() {
    return session.codec().hasRoom() && used - given < Codec.STREAM_WINDOW / 2;
  }

  /** Nothing: the client sends no more than its window, which opens as the body is taken. */
  @Override
  public void pause() {}

  @Override
  public void resume() {}

  // ---- the answer

  /** So many bytes of the answer have left. */
  void gone(int bytes) {
    out.sending().gone(bytes);
  }

  private void sent() {
    call.sent();
  }

  // ---- another protocol

  @Override
  public boolean switchTo(Switch change) {
    out.switching(change.response());
    return tunnel != null && tunnel.accept(change);
  }

  @Override
  public void tellOfTheEnd() {
    if (tunnel != null) {
      tunnel.tellOfTheEnd();
    }
  }

  @Override
  public void endSwitched() {
    out.end();
  }

  // ---- how it ends

  @Override
  public void tick(long now) {}

  @Override
  public void reset(Ending why) {
    session.reset(stream.id(), code(why));
  }

  private static Http2Error code(Ending why) {
    return switch (why) {
      case MALFORMED, INCOMPLETE -> Http2Error.PROTOCOL_ERROR;
      case BROKEN -> Http2Error.INTERNAL_ERROR;
      case CANCELLED -> Http2Error.CANCEL;
      case OVERDUE -> Http2Error.NO_ERROR;
    };
  }

  @Override
  public void stop() {
    session.reset(stream.id(), Http2Error.NO_ERROR);
  }

  /** The client has reset it, or Netty has, or it has ended. */
  void closed() {
    call.left();
  }

  @Override
  public void left() {
    gone = true;
    if (tunnel != null) {
      tunnel.shut();
    }
  }
}
