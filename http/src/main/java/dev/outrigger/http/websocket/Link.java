package dev.outrigger.http.websocket;

import io.netty.channel.Channel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: its channel, what comes in, what goes out, and how it ends.
 *
 * <p>Tasks say what they want and see to it that a step on the loop follows; one step serves all
 * that is wanted by then. No task touches the channel.
 *
 * <p>Threading: from any thread, but for {@link #channel}'s own methods.
 */
final class Link {
  private final Channel channel;
  private final Inbox in;
  private final Outbox out;
  private final Farewell farewell;
  private final Frames frames;
  private final AtomicBoolean stepIsDue = new AtomicBoolean();
  private final Runnable step = this::run;
  private volatile @Nullable Throwable failure;

  Link(Channel channel, WebSocketOptions options, @Nullable Deflate deflate) {
    this.channel = channel;
    this.in = new Inbox(options.unread(), this::step);
    this.out = new Outbox(this::step, deflate);
    this.farewell = new Farewell(this, options.closeTimeout());
    this.frames = new Frames(this, options, deflate != null);
  }

  Channel channel() {
    return channel;
  }

  Inbox in() {
    return in;
  }

  Outbox out() {
    return out;
  }

  Farewell farewell() {
    return farewell;
  }

  Frames frames() {
    return frames;
  }

  /** There is something to do for the loop. */
  void step() {
    if (stepIsDue.compareAndSet(false, true)) {
      onLoop(step);
    }
  }

  private void run() {
    stepIsDue.set(false);
    frames.push();
    frames.readIfThereIsRoom();
  }

  void onLoop(Runnable what) {
    try {
      channel.eventLoop().execute(what);
    } catch (RejectedExecutionException stopped) {
      lost("the loop of its connection was stopped");
      wake();
      farewell.isGone();
    }
  }

  /**
   * Nothing goes any more, either way. Whoever waits is woken when the scope is cancelled, which
   * follows, and so meets both.
   */
  void lost(String why) {
    End end = End.lost(why);
    boolean _ = in.lose(end);
    boolean _ = out.lose(end);
  }

  /** Whoever waits looks again. */
  void wake() {
    in.wake();
    out.wake();
  }

  /**
   * Whether the handler knows of the end: it made it, met it, or has ended. Others, who neither
   * receive nor send, have to be cancelled.
   */
  boolean isKnown() {
    return in.hasTold() || out.hasTold();
  }

  /** By the loop, which must not log: what broke is told by the task, at its end. */
  void broke(Throwable cause) {
    failure = cause;
    String reason = cause.getMessage();
    farewell.cut(reason == null ? cause.getClass().getSimpleName() : reason);
  }

  /** What broke the connection, if it was more than the client's leaving. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** The peer is to hear this, and nothing after it. */
  void close(CloseStatus status) {
    out.tell();
    closeUnheard(status);
  }

  /** The same, of which the handler does not know yet. */
  void closeUnheard(CloseStatus status) {
    boolean _ = out.close(status, End.byUs(status));
  }

  /**
   * The handler knows, or could have known, that the peer has closed: then it has nothing more to
   * say, and the peer gets its answer.
   */
  void heard(CloseStatus byPeer) {
    CloseStatus answer =
        CloseStatus.mayTravel(byPeer.code())
            ? new CloseStatus(byPeer.code())
            : new CloseStatus(CloseStatus.NONE);
    boolean _ = out.close(answer, End.byPeer(byPeer));
  }
}
