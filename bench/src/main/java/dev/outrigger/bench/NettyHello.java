package dev.outrigger.bench;

import dev.outrigger.runtime.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The yardstick: hello-world as one writes it on Netty when speed is all that counts. It answers
 * inside {@code channelRead}, checks nothing, and skips the validation of its own headers.
 */
public final class NettyHello {
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private NettyHello() {}

  /** Serves until it is killed. Arguments: port, transport. */
  public static void main(String[] args) throws Exception {
    Transport transport = Transport.valueOf(args[1]);
    var loop = new MultiThreadIoEventLoopGroup(1, transport.ioHandlerFactory());
    var listener =
        new ServerBootstrap()
            .group(loop)
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new HttpServerCodec(), new Hello());
                  }
                })
            .bind(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])))
            .sync()
            .channel();
    loop.next().submit(Hello::refreshDate).sync();
    var ticking = loop.next().scheduleAtFixedRate(Hello::refreshDate, 1, 1, TimeUnit.SECONDS);
    AllocationProbe.announce((InetSocketAddress) listener.localAddress());
    listener.closeFuture().sync();
    ticking.cancel(false);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel
  private static final class Hello extends ChannelInboundHandlerAdapter {
    private static final ByteBuf BODY =
        Unpooled.unreleasableBuffer(
            Unpooled.directBuffer()
                .writeBytes("Hello, World!".getBytes(StandardCharsets.US_ASCII)));
    private static final AsciiString LENGTH = AsciiString.cached("13");
    private static final AsciiString TYPE = AsciiString.cached("text/plain");
    private static final AsciiString DATE_NAME = AsciiString.cached("Date");
    private static final AsciiString TYPE_NAME = AsciiString.cached("Content-Type");
    private static final AsciiString LENGTH_NAME = AsciiString.cached("Content-Length");
    private static final DefaultHttpHeadersFactory UNCHECKED =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false);
    // One loop serves everything, so no other thread sees it.
    private static AsciiString date = AsciiString.EMPTY_STRING;

    static void refreshDate() {
      date = new AsciiString(IMF_FIXDATE.format(Instant.now()));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof HttpRequest request) {
        HttpHeaders headers = UNCHECKED.newHeaders();
        headers.set(DATE_NAME, date).set(TYPE_NAME, TYPE).set(LENGTH_NAME, LENGTH);
        FullHttpResponse response =
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.OK,
                BODY.duplicate(),
                headers,
                EmptyHttpHeaders.INSTANCE);
        if (HttpUtil.isKeepAlive(request)) {
          ctx.write(response, ctx.voidPromise());
        } else {
          ctx.write(response).addListener(done -> ctx.close());
        }
      }
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
