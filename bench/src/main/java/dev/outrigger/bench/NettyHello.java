package dev.outrigger.bench;

import dev.outrigger.bench.netty.NettyAnswer;
import dev.outrigger.bench.netty.NettyFields;
import dev.outrigger.bench.netty.NettyServer;
import dev.outrigger.runtime.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * The yardstick: hello-world as one writes it on Netty when speed is all that counts. It answers
 * inside {@code channelRead}, checks nothing, and skips the validation of its own headers.
 */
public final class NettyHello {
  private NettyHello() {}

  /** Serves until it is killed. Arguments: port, transport. */
  public static void main(String[] args) throws Exception {
    Transport transport = Transport.valueOf(args[1]);
    var loop = new MultiThreadIoEventLoopGroup(1, transport.ioHandlerFactory());
    NettyFields.keepDate(loop.next());
    Channel listener =
        NettyServer.listen(
            loop,
            transport,
            Integer.parseInt(args[0]),
            pipeline -> pipeline.addLast(new HttpServerCodec(), new Hello()));
    AllocationProbe.announce((InetSocketAddress) listener.localAddress());
    listener.closeFuture().sync();
  }

  private static final class Hello extends ChannelInboundHandlerAdapter {
    private static final ByteBuf BODY =
        Unpooled.unreleasableBuffer(
            Unpooled.directBuffer()
                .writeBytes("Hello, World!".getBytes(StandardCharsets.US_ASCII)));
    private static final AsciiString LENGTH = AsciiString.cached("13");

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof HttpRequest request) {
        NettyAnswer.write(ctx, HttpUtil.isKeepAlive(request), LENGTH, BODY.duplicate());
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var _ = ctx.close();
    }
  }
}
