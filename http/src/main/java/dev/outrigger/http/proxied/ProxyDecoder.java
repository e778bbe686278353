package dev.outrigger.http.proxied;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Optional;

/**
 * Takes a PROXY header off the front of a connection, tells of it, and leaves. What is no such
 * header is an exception, and nothing of it goes further.
 */
public final class ProxyDecoder extends ByteToMessageDecoder {
  private boolean broken;

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    try {
      Optional<ProxiedFrom> header = ProxyHeader.parse(in);
      if (header.isPresent()) {
        ctx.fireUserEventTriggered(header.get());
        ctx.pipeline().remove(this);
      }
    } catch (MalformedProxyHeaderException e) {
      broken = true;
      in.skipBytes(in.readableBytes());
      throw e;
    }
  }
}
