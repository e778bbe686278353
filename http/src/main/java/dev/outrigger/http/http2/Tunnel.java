package dev.outrigger.http.http2;

import dev.outrigger.http.exchange.Parts;
import dev.outrigger.http.exchange.Switch;
import dev.outrigger.http.streams.Call;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream that carries another protocol (RFC 8441), as a channel of plain bytes. What has come
 * waits in here until the protocol reads, and the client's window with it; what the protocol writes
 * is put into frames by {@link PlainBytes}, and never gets here.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end
final class Tunnel extends AbstractChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false);

  private final ChannelConfig config = new DefaultChannelConfig(this).setAutoRead(false);
  private final Answer out;
  private final Call call;
  private final IntConsumer giveBack;
  private final Parts arrived = new Parts();
  private @Nullable Switch carried;
  private boolean wanted;
  private boolean delivering;
  private boolean ended;
  private boolean endIsTold;
  private boolean active = true;
  private boolean open = true;

  /**
   * One whose protocol has not begun yet.
   *
   * @param giveBack told how many bytes were read
   */
  Tunnel(Channel connection, Answer out, Call call, IntConsumer giveBack) {
    super(connection);
    this.out = out;
    this.call = call;
    this.giveBack = giveBack;
  }

  /** Whether it was accepted to carry the other protocol. */
  boolean isAccepted() {
    return carried != null;
  }

  /** Begins the other protocol; whether that worked. */
  boolean accept(Switch change) {
    parent().eventLoop().register(this);
    pipeline().addLast(new PlainBytes(out, call));
    boolean begun = change.begin(this, call::failed);
    if (begun) {
      carried = change;
      deliver();
    }
    return begun;
  }

  // ---- what comes in

  /** A part has come. */
  void take(ByteBuf part) {
    if (open && part.isReadable()) {
      arrived.add(part);
      deliver();
    } else {
      part.release();
    }
  }

  /** The client sends nothing more. */
  void ended() {
    ended = true;
    deliver();
  }

  @Override
  protected void doBeginRead() {
    wanted = true;
    deliver();
  }

  private void deliver() {
    if (delivering || carried == null) {
      return;
    }
    delivering = true;
    while (wanted && !arrived.isEmpty()) {
      wanted = false;
      ByteBuf next = arrived.removeFirst();
      int count = next.readableBytes();
      pipeline().fireChannelRead(next);
      pipeline().fireChannelReadComplete();
      giveBack.accept(count);
    }
    delivering = false;
    if (ended && arrived.isEmpty() && !endIsTold) {
      endIsTold = true;
      if (!carried.upgrade().peerIsDone()) {
        call.endSwitched();
      }
    }
  }

  // ---- how it ends

  /** The other protocol hears of it before its task is cancelled, which so knows why. */
  void tellOfTheEnd() {
    if (active) {
      active = false;
      pipeline().fireChannelInactive();
    }
  }

  /** The stream has ended, or carries HTTP. */
  void shut() {
    arrived.clear();
    if (isRegistered()) {
      unsafe().close(newPromise());
    } else {
      doClose();
    }
  }

  @Override
  protected void doClose() {
    active = false;
    open = false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isActive() {
    return active;
  }

  // ---- what a channel has besides

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return true;
  }

  @Override
  protected SocketAddress localAddress0() {
    return parent().localAddress();
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return parent().remoteAddress();
  }

  @Override
  protected void doBind(SocketAddress address) {
    throw new UnsupportedOperationException("a stream has no address of its own");
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer written) {
    throw new IllegalStateException("only plain bytes go on a stream");
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new AbstractUnsafe() {
      @Override
      public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        promise.setFailure(new UnsupportedOperationException("a stream is connected already"));
      }
    };
  }
}
