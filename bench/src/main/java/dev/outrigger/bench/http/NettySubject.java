package dev.outrigger.bench.http;

import dev.outrigger.bench.netty.NettyFields;
import dev.outrigger.bench.netty.NettyServer;
import dev.outrigger.runtime.Transport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The yardstick: each kind of work as one writes it on Netty when speed is all that counts, with a
 * port and a pipeline of its own. It answers on the loop and checks nothing that the codecs don't.
 */
final class NettySubject {
  private NettySubject() {}

  static Map<String, Integer> start(Path folder) throws Exception {
    Transport transport = Transport.best();
    var loop = new MultiThreadIoEventLoopGroup(1, transport.ioHandlerFactory());
    NettyFields.keepDate(loop.next());
    SslContext tls =
        SslContextBuilder.forServer(
                folder.resolve("cert.pem").toFile(), folder.resolve("key.pem").toFile())
            .sslProvider(
                SslProvider.isTlsv13Supported(SslProvider.OPENSSL)
                    ? SslProvider.OPENSSL
                    : SslProvider.JDK)
            .build();
    return Map.of(
        "http", bind(loop, transport, NettySubject::http1),
        "ws", bind(loop, transport, NettySubject::webSocket),
        "h2c", bind(loop, transport, NettySubject::http2),
        "https",
            bind(
                loop,
                transport,
                pipeline -> {
                  pipeline.addLast(tls.newHandler(pipeline.channel().alloc()));
                  http1(pipeline);
                }));
  }

  private static void http1(ChannelPipeline pipeline) {
    pipeline.addLast(new HttpServerCodec(), new NettyPages());
  }

  private static void webSocket(ChannelPipeline pipeline) {
    pipeline.addLast(
        new HttpServerCodec(),
        new HttpObjectAggregator(8192),
        new WebSocketServerProtocolHandler("/echo"),
        new NettyEcho());
  }

  private static void http2(ChannelPipeline pipeline) {
    pipeline.addLast(Http2FrameCodecBuilder.forServer().build(), new NettyStreams());
  }

  private static int bind(
      EventLoopGroup loop, Transport transport, Consumer<ChannelPipeline> connection)
      throws InterruptedException {
    Channel listener = NettyServer.listen(loop, transport, 0, connection);
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }
}
