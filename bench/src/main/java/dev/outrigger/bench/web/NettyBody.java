package dev.outrigger.bench.web;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A body that comes part by part, and what is answered to it. */
sealed interface NettyBody {
  void take(HttpContent part) throws IOException;

  /** None: refused. */
  byte[] end() throws IOException;

  /** The one that is validated. */
  final class Json implements NettyBody {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void take(HttpContent part) throws IOException {
      part.content().getBytes(part.content().readerIndex(), bytes, part.content().readableBytes());
    }

    @Override
    public byte[] end() {
      return HandChecked.answer(bytes.toByteArray());
    }
  }

  /** The one with a file, which Netty's own decoder writes to disk. */
  final class Form implements NettyBody {
    private final HttpPostRequestDecoder decoder;

    Form(HttpRequest request, String folder) {
      DefaultHttpDataFactory files = new DefaultHttpDataFactory(true);
      files.setBaseDir(folder);
      decoder = new HttpPostRequestDecoder(files, request);
    }

    @Override
    public void take(HttpContent part) {
      decoder.offer(part);
    }

    @Override
    public byte[] end() {
      try {
        long length = 0;
        for (var data : decoder.getBodyHttpDatas()) {
          length += data instanceof FileUpload file ? file.length() : 0;
        }
        return Long.toString(length).getBytes(StandardCharsets.US_ASCII);
      } finally {
        // The file with it.
        decoder.destroy();
      }
    }
  }
}
