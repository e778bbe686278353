package dev.outrigger.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.EOFException;
import java.util.List;

/** One connection of the load: keeps so many requests on their way while a round goes on. */
@SuppressWarnings("FutureReturnValueIgnored") // what can't be written shows as a closed connection
final class Client extends ByteToMessageDecoder {
  private final Dialogue dialogue;
  private final int depth;
  private final boolean rolling;
  private final boolean secure;
  private final ByteBuf greeting;
  private Round round;
  private boolean ready;
  private int owed;

  /** It takes part in {@code opening} until the server has greeted it. */
  Client(Exercise work, Round opening) {
    this.dialogue = work.dialogue();
    this.depth = work.depth();
    this.rolling = work.isRolling();
    this.secure = work.isSecure();
    this.greeting = dialogue.greeting();
    this.round = opening;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (greeting.isReadable()) {
      context.writeAndFlush(greeting, context.voidPromise());
    } else if (!secure) {
      begin();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        begin();
      } else {
        round.fail(handshake.cause());
      }
    }
  }

  private void begin() {
    ready = true;
    round.leave();
  }

  /** Takes part in this round; to be called on the loop. */
  void join(ChannelHandlerContext context, Round next) {
    round = next;
    ask(context, depth);
  }

  private void ask(ChannelHandlerContext context, int count) {
    owed += count;
    context.writeAndFlush(dialogue.ask(count), context.voidPromise());
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws WrongAnswerException {
    int answers = dialogue.hear(context, in);
    if (!ready) {
      if (answers > 0) {
        begin();
      }
    } else if (answers > owed) {
      throw new WrongAnswerException((answers - owed) + " answers came that nobody asked for");
    } else if (answers > 0) {
      owed -= answers;
      round.answered(answers);
      goOn(context);
    }
  }

  private void goOn(ChannelHandlerContext context) {
    if (owed > 0 && !rolling) {
      return;
    }
    if (round.goesOn()) {
      ask(context, depth - owed);
    } else if (owed == 0) {
      round.leave();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    // A round that is over does not mind.
    round.fail(new EOFException("the server closed a connection that owed " + owed + " answers"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Throwable reason = cause.getCause() instanceof WrongAnswerException wrong ? wrong : cause;
    round.fail(reason);
    context.close();
  }
}
