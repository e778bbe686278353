package dev.outrigger.bench.web;

import dev.outrigger.bench.netty.NettyFields;
import dev.outrigger.bench.netty.NettyServer;
import dev.outrigger.runtime.Transport;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/** The yardstick: no router and no checks but those of the codec, all on the loop. */
final class NettyWeb {
  private NettyWeb() {}

  static Map<String, Integer> start(Path folder) throws InterruptedException {
    Transport transport = Transport.best();
    var loop = new MultiThreadIoEventLoopGroup(1, transport.ioHandlerFactory());
    NettyFields.keepDate(loop.next());
    var listener =
        NettyServer.listen(
            loop,
            transport,
            0,
            pipeline -> pipeline.addLast(new HttpServerCodec(), new NettyPages(folder)));
    int port = ((InetSocketAddress) listener.localAddress()).getPort();
    return Site.ways(port, "plaintext", "json", "path", "validated", "static", "upload");
  }
}
