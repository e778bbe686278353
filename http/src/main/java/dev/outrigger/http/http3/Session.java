package dev.outrigger.http.http3;

import dev.outrigger.http.Limits;
import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.http.streams.Calls;
import dev.outrigger.runtime.Cancellation;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.AsciiString;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection over HTTP/3: its streams, its limits, and how it ends.
 *
 * <p>It ends in steps, so that no request is lost that the client sent before it knew: first the
 * client is told to open no more streams; a little later every stream that it opened before is
 * here, and it is told which was the last. When all are answered the connection stays for a while,
 * so that datagrams that were lost can be sent again: QUIC's goodbye drops them.
 *
 * <p>Threading: everything on the loop. No step takes a lock, see {@link ServerLoop}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
final class Session implements ServerLoop.Guest {
  private static final long FAREWELL_NANOS = 300_000_000;
  private static final long LINGER_NANOS = 300_000_000;
  private static final long FIRST_REQUEST_NANOS = 1_000_000_000;
  private static final long NO_MORE_STREAMS = (1L << 62) - 4;
  private static final int BETWEEN_STREAMS = 4;

  // Netty keeps a little of each stream that ends before all of it was read, for as long as the
  // connection lasts.
  private static final int MOST_LOST = 1000;

  private final ServerLoop home;
  private final QuicChannel channel;
  private final Greeting greeting;
  private final Wire wire;
  private final Misuse misuse;
  private final Calls calls;
  private @Nullable Peer peer;
  private int lost;
  private boolean used;
  private boolean parted;
  // The first stream that is not answered any more.
  private long end = NO_MORE_STREAMS;
  private long next;
  // When it came to wait for what it waits for now.
  private long since = System.nanoTime();

  // OPEN -> ASKED (to open no more streams) -> ENDING (told which was the last) -> PARTING (all are
  // answered) -> GONE. From all of them -> GONE.
  private State state = State.OPEN;

  private enum State {
    OPEN,
    ASKED,
    ENDING,
    PARTING,
    GONE
  }

  Session(ServerLoop home, QuicChannel channel, Handshakes handshakes) {
    this.home = home;
    this.channel = channel;
    this.greeting = new Greeting(channel, handshakes);
    this.wire = new Wire(home.loop(), channel, greeting.remote());
    this.misuse = new Misuse(wire);
    this.calls = new Calls(home, this::callEnded, this::handlerEnded);
  }

  ServerLoop home() {
    return home;
  }

  Limits limits() {
    return home.limits();
  }

  Peer peer() {
    return Objects.requireNonNull(peer, "no stream comes before hands are shaken");
  }

  Wire wire() {
    return wire;
  }

  Misuse misuse() {
    return misuse;
  }

  AsciiString date() {
    return home.date().value();
  }

  // ---- how it begins

  void entered() {
    home.enter(this);
    // Not all ends are told to handlers: those before hands are shaken are not.
    channel.closeFuture().addListener(_ -> left());
  }

  /** The client asks for this host, if for any. */
  void named(Optional<String> host) {
    greeting.named(host);
  }

  /** Hands are shaken. */
  void agreed() {
    Optional<Peer> known = greeting.agreed();
    if (known.isPresent()) {
      peer = known.get();
      since = System.nanoTime();
    } else {
      wire.close(Http3ErrorCode.H3_GENERAL_PROTOCOL_ERROR, "only h3 is spoken here");
    }
  }

  // ---- its streams

  /** A stream was opened; empty if it is refused. */
  Optional<QuicCarrier> open(QuicStreamChannel stream) {
    if (stream.streamId() >= end) {
      stream.shutdown(Http3ErrorCode.H3_REQUEST_REJECTED.code());
      stream.close();
      return Optional.empty();
    }
    used = true;
    next = Math.max(next, stream.streamId() + BETWEEN_STREAMS);
    return Optional.of(new QuicCarrier(this, calls, stream));
  }

  private void callEnded() {
    since = home.now();
    endIfAllEnded();
  }

  private void handlerEnded() {
    if (state == State.GONE && !calls.isRunning()) {
      home.leave(parted);
    }
  }

  /** A stream was closed, before its end had come or behind it. */
  void lost(boolean early) {
    if (early && ++lost == MOST_LOST && state == State.OPEN) {
      tellLast();
    }
  }

  // ---- what takes too long

  @Override
  public void tick(long now) {
    calls.tick(now);
    if (peer == null) {
      if (greeting.isOverdue(now - since)) {
        LoopLog.closed(home.loop(), greeting.remote(), "hands were not shaken in time");
        channel.close();
      }
    } else if (state == State.PARTING) {
      if (now - since > LINGER_NANOS) {
        wire.close(Http3ErrorCode.H3_NO_ERROR, "");
      }
    } else if (state == State.ASKED && now - since > FAREWELL_NANOS) {
      tellLast();
    } else if (state == State.OPEN && isIdle(now)) {
      LoopLog.idle(home.loop(), greeting.remote());
      tellLast();
    }
  }

  private boolean isIdle(long now) {
    long longest = (used ? home.limits().idleTimeout() : home.limits().headerTimeout()).toNanos();
    return calls.isEmpty() && now - since > longest;
  }

  // ---- how it ends

  @Override
  public void tickWhileDraining(long now) {
    if (peer == null) {
      if (now - since > FIRST_REQUEST_NANOS) {
        channel.close();
      }
    } else if (state == State.OPEN && (used || now - since > FIRST_REQUEST_NANOS)) {
      state = State.ASKED;
      since = now;
      wire.goAway(NO_MORE_STREAMS);
    }
  }

  private void tellLast() {
    state = State.ENDING;
    end = next;
    wire.goAway(end);
    endIfAllEnded();
  }

  private void endIfAllEnded() {
    if (state == State.ENDING && calls.isEmpty()) {
      state = State.PARTING;
      since = System.nanoTime();
      parted = true;
      home.part();
    }
  }

  @Override
  public void abort(Cancellation why) {
    calls.abort(why);
    wire.close(Http3ErrorCode.H3_NO_ERROR, "");
  }

  @Override
  public void fail(Cancellation why) {
    calls.fail(why);
    wire.close(Http3ErrorCode.H3_INTERNAL_ERROR, "");
  }

  /** Something is wrong with the connection. Netty closes it where it has to be. */
  void failed(Throwable cause) {
    LoopLog.givenUp(home.loop(), greeting.remote(), Faults.of(cause));
    if (!Faults.isClients(cause)) {
      wire.close(Http3ErrorCode.H3_INTERNAL_ERROR, "");
    }
  }

  private void left() {
    if (state == State.GONE) {
      return;
    }
    greeting.ended();
    calls.left();
    state = State.GONE;
    home.gone(this);
    if (!calls.isRunning()) {
      home.leave(parted);
    }
  }
}
