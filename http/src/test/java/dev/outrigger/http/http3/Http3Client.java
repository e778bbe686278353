package dev.outrigger.http.http3;

import dev.outrigger.http.secure.Pki;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3GoAwayFrame;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** Netty's client for HTTP/3, driven step by step; waits at most ten seconds for anything. */
final class Http3Client implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final BlockingQueue<Long> goAways = new LinkedBlockingQueue<>();
  private final CompletableFuture<QuicConnectionCloseEvent> closed = new CompletableFuture<>();
  private final InetSocketAddress server;
  private long window = 1024 * 1024;
  private String host = "localhost";
  private String spoken = "h3";
  private UnaryOperator<QuicSslContextBuilder> tls = UnaryOperator.identity();
  private final AtomicInteger retries = new AtomicInteger();
  private volatile boolean deaf;
  private @Nullable Channel socket;
  private @Nullable QuicChannel connection;

  private Http3Client(InetSocketAddress server) {
    this.server = server;
  }

  /** One that is not connected yet. */
  static Http3Client to(InetSocketAddress server) {
    return new Http3Client(server);
  }

  /** So much may come on each stream ahead of its reader. */
  Http3Client withWindow(long bytes) {
    window = bytes;
    return this;
  }

  Http3Client asking(String name) {
    host = name;
    return this;
  }

  Http3Client speaking(String protocol) {
    spoken = protocol;
    return this;
  }

  Http3Client showing(Pki.Signed own) {
    tls = builder -> builder.keyManager(own.key().toFile(), null, own.chain().toFile());
    return this;
  }

  /** Whose certificate the server has shown. */
  String shown() throws Exception {
    SSLEngine engine = Objects.requireNonNull(connection().sslEngine());
    var own = (X509Certificate) engine.getSession().getPeerCertificates()[0];
    return own.getSubjectX500Principal().getName();
  }

  private Channel bind() throws Exception {
    QuicSslContext context =
        tls.apply(QuicSslContextBuilder.forClient())
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm("")
            .applicationProtocols(spoken)
            .build();
    Channel bound =
        new Bootstrap()
            .group(loop)
            .channel(NioDatagramChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Ear(), codec(context));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    socket = bound;
    return bound;
  }

  private ChannelHandler codec(QuicSslContext context) {
    return Http3.newQuicClientCodecBuilder()
        .sslEngineProvider(quic -> context.newEngine(quic.alloc(), host, server.getPort()))
        .maxIdleTimeout(20, TimeUnit.SECONDS)
        .initialMaxData(16 * 1024 * 1024)
        .initialMaxStreamDataBidirectionalLocal(window)
        .initialMaxStreamDataUnidirectional(64 * 1024)
        .build();
  }

  Http3Client connect() throws Exception {
    connection =
        QuicChannel.newBootstrap(bind())
            .handler(
                new ChannelInitializer<QuicChannel>() {
                  @Override
                  protected void initChannel(QuicChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new Http3ClientConnectionHandler(new Control(), null, null, null, true),
                            new Watch());
                  }
                })
            .remoteAddress(server)
            .connect()
            .get(10, TimeUnit.SECONDS);
    return this;
  }

  /** Says hello so often, each time for a connection of its own, and does not hear the answer. */
  Http3Client greet(int times) throws Exception {
    deaf = true;
    Channel bound = bind();
    for (int i = 0; i < times; i++) {
      var _ =
          QuicChannel.newBootstrap(bound)
              .handler(new ChannelInboundHandlerAdapter())
              .remoteAddress(server)
              .connect();
    }
    return this;
  }

  /** How often the server wanted to see first whether we are where we say. */
  int retries() {
    return retries.get();
  }

  private QuicChannel connection() {
    return Objects.requireNonNull(connection, "not connected");
  }

  /** A stream for a request. */
  ClientStream open() throws Exception {
    ClientStream stream = new ClientStream();
    QuicStreamChannel channel =
        Http3.newRequestStream(connection(), stream).get(10, TimeUnit.SECONDS);
    return stream.on(channel);
  }

  ClientStream get(String path, String... more) throws Exception {
    return open().head(true, "GET", path, more);
  }

  ClientStream post(String path, String... more) throws Exception {
    return open().head(false, "POST", path, more);
  }

  /** Sends these bytes on a stream of its own that carries no requests. */
  QuicStreamChannel oneWay(byte... bytes) throws Exception {
    QuicStreamChannel channel =
        connection()
            .createStream(QuicStreamType.UNIDIRECTIONAL, new ChannelInboundHandlerAdapter())
            .get(10, TimeUnit.SECONDS);
    // What the server thinks of it is told when it closes the connection.
    var _ = channel.writeAndFlush(Unpooled.copiedBuffer(bytes));
    return channel;
  }

  /** Asks, and gives up at once; does nothing if the connection is gone. */
  void tryReset(String path) {
    var opening = Http3.newRequestStream(connection(), new ClientStream());
    if (opening.awaitUninterruptibly(10, TimeUnit.SECONDS) && opening.isSuccess()) {
      ClientStream stream = new ClientStream().on(opening.getNow());
      stream.head(false, "POST", path);
      stream.giveUp();
    }
  }

  boolean isClosed() {
    return closed.isDone();
  }

  /** Connects, and is refused; that may be told a moment after hands are shaken. */
  QuicConnectionCloseEvent refused() throws Exception {
    try {
      connect();
    } catch (ExecutionException | TimeoutException e) {
      // Or before.
    }
    return closed();
  }

  /** The next GOAWAY: the first stream that is not answered. */
  long goAway() throws InterruptedException {
    Long first = goAways.poll(10, TimeUnit.SECONDS);
    if (first == null) {
      throw new AssertionError("no GOAWAY came");
    }
    return first;
  }

  /** How the server ended the connection. */
  QuicConnectionCloseEvent closed() throws Exception {
    return closed.get(10, TimeUnit.SECONDS);
  }

  /** Ends the connection with a word. */
  void leave() throws Exception {
    connection().close(true, 0x100, Unpooled.EMPTY_BUFFER).sync();
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close().awaitUninterruptibly();
    }
    if (socket != null) {
      socket.close().awaitUninterruptibly();
    }
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final class Ear extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (deaf) {
        ReferenceCountUtil.release(message);
        return;
      }
      if (message instanceof DatagramPacket packet) {
        int first = packet.content().getByte(packet.content().readerIndex());
        // A long header, of the kind Retry.
        if ((first & 0xb0) == 0xb0) {
          retries.incrementAndGet();
        }
      }
      ctx.fireChannelRead(message);
    }
  }

  private final class Control extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Http3GoAwayFrame frame) {
        goAways.add(frame.id());
      }
      ReferenceCountUtil.release(message);
    }
  }

  private final class Watch extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof QuicConnectionCloseEvent end) {
        closed.complete(end);
      }
      ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      closed.completeExceptionally(cause);
    }
  }
}
