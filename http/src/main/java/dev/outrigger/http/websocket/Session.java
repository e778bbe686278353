package dev.outrigger.http.websocket;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.Scope;
import io.netty.channel.Channel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A WebSocket from the accepted handshake to its end. */
final class Session implements WebSocketUpgrade {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.http.websocket");

  private final WebSocketOptions options;
  private final WebSocketHandler handler;
  private final Agreement agreement;
  private final String name;
  private volatile @Nullable Link link;
  // On the loop.
  private boolean draining;

  /**
   * One that has not begun.
   *
   * @param name what people read in the log
   */
  Session(WebSocketOptions options, WebSocketHandler handler, Agreement agreement, String name) {
    this.options = options;
    this.handler = handler;
    this.agreement = agreement;
    this.name = name;
  }

  @Override
  public String protocol() {
    return "websocket";
  }

  @Override
  public void begin(Channel channel) {
    Link made = new Link(channel, options, agreement.deflate().orElse(null));
    link = made;
    WebSocketDecoderConfig strict =
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(true)
            .allowMaskMismatch(false)
            .allowExtensions(agreement.deflate().isPresent())
            .maxFramePayloadLength(
                agreement.deflate().isPresent()
                    ? Deflate.longest(options.frame())
                    : options.frame())
            // We say Close ourselves, once.
            .closeOnProtocolViolation(false)
            .withUTF8Validator(false)
            .build();
    channel
        .pipeline()
        .addLast("websocket-decoder", new WebSocket13FrameDecoder(strict))
        .addLast("websocket-encoder", new WebSocket13FrameEncoder(false))
        .addLast("websocket", made.frames());
    channel.config().setAutoRead(true);
    if (draining) {
      drain();
    }
  }

  @Override
  public void run() throws Exception {
    Link begun = Objects.requireNonNull(link, "a WebSocket runs once it has begun");
    Scope.current().ifPresent(scope -> scope.onCancel(_ -> begun.wake()));
    WebSocket socket = new LinkedWebSocket(begun, agreement.subprotocol(), options.message());
    part(begun, speak(socket, () -> begun.in().end() != null || begun.out().end() != null));
  }

  @Override
  public Optional<String> subprotocol() {
    return agreement.subprotocol();
  }

  @Override
  public CloseStatus speak(WebSocket socket, BooleanSupplier isOver) {
    try {
      handler.handle(socket);
      return new CloseStatus(CloseStatus.NORMAL);
    } catch (Throwable e) {
      return judge(isOver.getAsBoolean(), e);
    }
  }

  // In a shield: a handler that was cancelled leaves in good order too.
  private void part(Link link, CloseStatus last) throws Exception {
    End how = link.in().end();
    if (how != null && how.inOrder()) {
      link.heard(how.status());
    } else {
      link.close(last);
    }
    link.in().close();
    link.wake();
    boolean _ =
        Scope.shield(() -> {
          link.farewell().await();
          return true;
        });
    tellHowItEnded(link);
    tellWhatBroke(link);
  }

  private void tellHowItEnded(Link link) {
    End how = link.in().end();
    if (how != null && !how.inOrder()) {
      LOG.log(Level.DEBUG, () -> name + ": " + how.message());
    }
  }

  private void tellWhatBroke(Link link) {
    Throwable cause = link.failure();
    if (cause != null) {
      // A client that resets its connection, or sends what no decoder takes, is no error of ours.
      boolean clients = cause instanceof IOException || cause instanceof DecoderException;
      LOG.log(
          clients ? Level.DEBUG : Level.ERROR,
          () -> "the connection of the WebSocket of " + name + " is given up",
          cause);
    }
  }

  private CloseStatus judge(boolean ended, Throwable e) {
    Optional<Cancellation> why = Scope.current().flatMap(Scope::cancellation);
    if (why.isPresent() || (ended && tellsOfTheEnd(e))) {
      LOG.log(Level.DEBUG, () -> "the WebSocket of " + name + " ended before its handler", e);
    } else {
      LOG.log(
          Level.ERROR,
          "the handler of the WebSocket of " + name + " failed; the client got close code 1011",
          e);
    }
    boolean goesDown = why.isPresent() && why.get().source() == Cancellation.Source.SHUTDOWN;
    return goesDown
        ? new CloseStatus(CloseStatus.SERVICE_RESTART, "the server goes down")
        : new CloseStatus(CloseStatus.INTERNAL_ERROR, "the handler failed");
  }

  private static boolean tellsOfTheEnd(Throwable e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof WebSocketException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void drain() {
    draining = true;
    Link begun = link;
    if (begun != null) {
      begun.closeUnheard(new CloseStatus(CloseStatus.SERVICE_RESTART, "the server goes down"));
    }
  }

  @Override
  public boolean peerIsDone() {
    Link begun = link;
    return begun != null && begun.farewell().isDeaf();
  }

  @Override
  public boolean isOver() {
    Link begun = link;
    return begun != null && begun.farewell().isOver();
  }
}
