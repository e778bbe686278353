package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.socket.HandshakeThreads;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;

/**
 * Puts TLS on a wire. What is costly in it, such as checking certificates, runs on virtual threads
 * of the JDK's scheduler and not on the loop.
 */
final class Handshake {
  private final Wire wire;
  private final Tls tls;
  private final CompletableFuture<Security> done = new CompletableFuture<>();

  private Handshake(Wire wire, Tls tls) {
    this.wire = wire;
    this.tls = tls;
  }

  /** Waits until both sides agree. If they do not, the connection is gone. */
  static void run(Wire wire, Tls tls, String host) throws IOException, InterruptedException {
    if (wire.security() != null) {
      throw new IllegalStateException("the stream to " + wire.peer() + " has TLS already");
    }
    boolean claimed = wire.inbound().claim();
    try {
      wire.inbound().refuseLeftovers();
      new Handshake(wire, tls).agree(host);
    } finally {
      wire.inbound().letGo(claimed);
    }
  }

  private void agree(String host) throws IOException, InterruptedException {
    SslHandler handler = handler(tls.serverName().orElse(host));
    wire.onLoop(() -> begin(handler));
    boolean agreed = false;
    try {
      Security _ = Waiting.result(done);
      agreed = true;
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } finally {
      if (!agreed) {
        wire.abort();
      }
    }
  }

  private SslHandler handler(String host) {
    Channel channel = wire.channel();
    int port = wire.remoteAddress() instanceof InetSocketAddress inet ? inet.getPort() : -1;
    SslHandler handler =
        tls.isClient()
            ? tls.context().newHandler(channel.alloc(), host, port, HandshakeThreads.EXECUTOR)
            : tls.context().newHandler(channel.alloc(), HandshakeThreads.EXECUTOR);
    if (tls.isClient()) {
      SSLEngine engine = handler.engine();
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm(tls.checksHost() ? "HTTPS" : "");
      engine.setSSLParameters(parameters);
    }
    handler.setHandshakeTimeoutMillis(Math.max(1, tls.handshake().toMillis()));
    return handler;
  }

  /** On the loop: anything that was accepted before goes out in the clear first. */
  private void begin(SslHandler handler) {
    Security security = new Security(handler, wire.peer());
    wire.outbound().push(wire.channel());
    wire.secured(security);
    var _ =
        handler
            .handshakeFuture()
            .addListener(agreed -> {
              if (agreed.isSuccess()) {
                done.complete(security);
              } else {
                security.fail(new End(told(agreed.cause()), agreed.cause()));
                done.completeExceptionally(agreed.cause());
              }
            });
    ChannelPipeline pipeline = wire.channel().pipeline();
    pipeline.addFirst("tls", handler);
    // The beginning of TLS may have been read ahead. If it is something else the handshake fails.
    wire.inbound().handOver(pipeline::fireChannelRead);
    pipeline.fireChannelReadComplete();
    wire.channel().read();
  }

  private IOException failure(Throwable cause) {
    if (cause instanceof io.netty.handler.ssl.SslHandshakeTimeoutException) {
      SocketTimeoutException late =
          new SocketTimeoutException(
              "no TLS handshake with %s within %s"
                  .formatted(wire.peer(), Names.of(tls.handshake())));
      late.initCause(cause);
      return late;
    }
    SSLException told = new SSLHandshakeException(told(cause));
    told.initCause(cause);
    return told;
  }

  private String told(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "the TLS handshake with " + wire.peer() + " failed: " + Wire.reason(root);
  }
}
