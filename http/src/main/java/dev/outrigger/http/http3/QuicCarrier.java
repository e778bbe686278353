package dev.outrigger.http.http3;

import dev.outrigger.http.exchange.Refusal;
import dev.outrigger.http.exchange.Switch;
import dev.outrigger.http.fields.FieldSection;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.streams.Call;
import dev.outrigger.http.streams.Calls;
import dev.outrigger.http.streams.Carrier;
import dev.outrigger.http.streams.Stage;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.quic.QuicStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * A stream of QUIC that carries a request and its answer. What is not read stays with QUIC, which
 * lets the client send no more than its window.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here has ended already
final class QuicCarrier implements Carrier {
  private final ServerLoop home;
  private final Session session;
  private final QuicStreamChannel channel;
  private final Opening opening;
  private final Answer out;
  private final Call call;
  private final long since;
  private boolean inputEnded;

  QuicCarrier(Session session, Calls calls, QuicStreamChannel channel) {
    this.home = session.home();
    this.session = session;
    this.channel = channel;
    this.since = home.now();
    this.opening = new Opening(home.limits());
    this.out = new Answer(session, channel, this::sent, this::resetByClient);
    this.call = new Call(calls, session.peer(), this, out);
  }

  @Override
  public String version() {
    return "HTTP/3";
  }

  // ---- what comes in

  void takeFields(Http3Headers headers) {
    if (call.stage() == Stage.GONE) {
      return;
    }
    Head read = Head.read(headers, home.limits());
    if (opening.hasCome()) {
      begin(false);
      call.takeTrailers(read.section());
    } else {
      opening.take(read);
    }
  }

  void take(ByteBuf part) {
    if (!part.isReadable()) {
      takeNothing();
    }
    begin(false);
    call.take(part);
  }

  /** A frame that means nothing. */
  void takeNothing() {
    session.misuse().idleFrame();
  }

  /** All that is there for now was read; the end of the stream is told next, if it is there. */
  void readAll() {
    if (opening.isWaiting()) {
      home.loop().execute(() -> begin(false));
    }
  }

  /** The client sends nothing more. */
  void ended() {
    if (!opening.hasCome() && call.stage() == Stage.NEW) {
      call.giveUp(Ending.INCOMPLETE);
      return;
    }
    inputEnded = true;
    begin(true);
    call.ended();
  }

  private void begin(boolean ends) {
    FieldSection fields = opening.release();
    if (fields != null && call.stage() == Stage.NEW) {
      call.begin(fields, ends);
    }
  }

  @Override
  public @Nullable Refusal refused(FieldSection fields) {
    return opening.refused(fields);
  }

  @Override
  public boolean hasCredit() {
    return false;
  }

  @Override
  public void giveBack(int bytes) {}

  @Override
  public void giveAllBack() {}

  @Override
  public boolean hasRoom() {
    return true;
  }

  @Override
  public void pause() {
    channel.config().setAutoRead(false);
  }

  @Override
  public void resume() {
    channel.config().setAutoRead(true);
  }

  // ---- the answer

  private void sent() {
    call.sent();
  }

  /** Never: {@link Opening} refuses those who ask for another protocol. */
  @Override
  public boolean switchTo(Switch change) {
    return false;
  }

  @Override
  public void tellOfTheEnd() {}

  @Override
  public void endSwitched() {}

  // ---- how it ends

  @Override
  public void tick(long now) {
    if (call.stage() == Stage.NEW && now - since > home.limits().headerTimeout().toNanos()) {
      call.refuse(new Refusal(408, "the header took too long"), false);
    } else if (call.stage() == Stage.OPEN && !out.probe()) {
      resetByClient();
    }
  }

  /** The client has reset its stream, or wants no answer, or has ended the connection. */
  void resetByClient() {
    if (call.stage() != Stage.GONE) {
      session.misuse().reset();
      call.giveUp(Ending.CANCELLED);
    }
  }

  @Override
  public void reset(Ending why) {
    if (why == Ending.MALFORMED) {
      session.misuse().error();
    }
    channel.shutdown(code(why).code());
    close();
  }

  private static Http3ErrorCode code(Ending why) {
    return switch (why) {
      case MALFORMED -> Http3ErrorCode.H3_MESSAGE_ERROR;
      case INCOMPLETE -> Http3ErrorCode.H3_REQUEST_INCOMPLETE;
      case BROKEN -> Http3ErrorCode.H3_INTERNAL_ERROR;
      case CANCELLED -> Http3ErrorCode.H3_REQUEST_CANCELLED;
      case OVERDUE -> Http3ErrorCode.H3_NO_ERROR;
    };
  }

  @Override
  public void stop() {
    channel.shutdownInput(Http3ErrorCode.H3_NO_ERROR.code());
    close();
  }

  private void close() {
    session.lost(!inputEnded);
    channel.close();
  }

  /** Netty has found something wrong. */
  void failed(Throwable cause) {
    if (Faults.isClients(cause)) {
      call.check(String.valueOf(cause.getMessage()));
    } else {
      session.failed(cause);
    }
  }

  /** Netty has closed the stream. */
  void closed() {
    call.left();
  }

  /** Nothing: there is nothing to let go. */
  @Override
  public void left() {}
}
