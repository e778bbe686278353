import org.jspecify.annotations.NullMarked;

/** An HTTP server whose handlers read as if they blocked. */
@NullMarked
@SuppressWarnings("module") // the supervisor is compiled later
module dev.outrigger.http {
  requires static transitive org.jspecify;
  requires transitive dev.outrigger.runtime;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.codec.http2;
  requires static io.netty.codec.http3;
  requires static io.netty.codec.classes.quic;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;

  exports dev.outrigger.http;
  exports dev.outrigger.http.listen;
  exports dev.outrigger.http.socket to
      dev.outrigger.supervisor;
  exports dev.outrigger.http.tls;
  exports dev.outrigger.http.websocket;
}
