package dev.outrigger.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * A client's side of one connection: what it sends, and which answers lie in what comes. Each
 * answer is checked, status and body.
 *
 * <p>Threading: the connection's loop only.
 */
public interface Dialogue {
  /** What is sent first; empty if the connection is ready at once, else its answer counts as 1. */
  ByteBuf greeting();

  /** So many requests. */
  ByteBuf ask(int count);

  /**
   * Takes what it can use.
   *
   * @return how many answers have become complete
   * @throws WrongAnswerException if one is not what was expected
   */
  int hear(ChannelHandlerContext context, ByteBuf in) throws WrongAnswerException;
}
