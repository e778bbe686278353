package dev.outrigger.bench.web;

import dev.outrigger.bench.netty.NettyAnswer;
import dev.outrigger.bench.netty.NettyFields;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** All pages over HTTP/1.1, inside {@code channelRead}. */
@SuppressWarnings("FutureReturnValueIgnored") // what can't be written shows as a closed connection
final class NettyPages extends ChannelInboundHandlerAdapter {
  private static final byte[] HELLO = Site.hello();

  private final Path folder;
  private Optional<NettyBody> body = Optional.empty();

  NettyPages(Path folder) {
    this.folder = folder;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
    try {
      if (message instanceof HttpRequest request) {
        begin(context, request);
      }
      if (body.isPresent() && message instanceof HttpContent part) {
        body.get().take(part);
        if (message instanceof LastHttpContent) {
          byte[] answer = body.get().end();
          body = Optional.empty();
          end(context, answer);
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    switch (request.uri()) {
      case "/plaintext" -> end(context, HELLO);
      case "/json" -> end(context, HandChecked.user());
      case "/validated" -> body = Optional.of(new NettyBody.Json());
      case "/upload" ->
          body = Optional.of(new NettyBody.Form(request, folder.resolve("uploads").toString()));
      case "/static/app.js" -> send(context, folder.resolve("static/app.js").toFile());
      default -> {
        String[] path = request.uri().split("/", -1);
        String text = Site.comment(Integer.parseInt(path[2]), path[4], Integer.parseInt(path[6]));
        end(context, text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void end(ChannelHandlerContext context, byte[] answer) {
    if (answer.length == 0) {
      var refused = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST);
      refused.headers().set("Content-Length", "0");
      context.write(refused);
      context.write(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      AsciiString length = new AsciiString(Integer.toString(answer.length));
      NettyAnswer.write(context, true, length, Unpooled.wrappedBuffer(answer));
    }
  }

  private static void send(ChannelHandlerContext context, File file) {
    long length = file.length();
    AsciiString text = new AsciiString(Long.toString(length));
    context.write(
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, NettyFields.http1(text)));
    context.write(new DefaultFileRegion(file, 0, length));
    context.write(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
