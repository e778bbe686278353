package dev.outrigger.web.forms;

import dev.outrigger.web.disk.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** A file as a stream that reads ahead in large pieces, beside the loop. */
final class FileInputPieces extends InputStream {
  private final FileChannel channel;
  private ByteBuffer piece = ByteBuffer.allocate(0);

  FileInputPieces(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read() throws IOException {
    return fill() ? piece.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, piece.remaining());
    piece.get(into, offset, count);
    return count;
  }

  @Override
  public int available() {
    return piece.remaining();
  }

  private boolean fill() throws IOException {
    if (piece.hasRemaining()) {
      return true;
    }
    int count;
    try {
      count = onDisk(this::readPiece);
    } finally {
      // Where that failed, there is nothing to be read.
      piece.flip();
    }
    return count > 0;
  }

  private int readPiece() throws IOException {
    if (piece.capacity() == 0) {
      piece = ByteBuffer.allocate(Math.clamp(channel.size(), 1, Part.PIECE));
    }
    return channel.read(piece.clear());
  }

  @Override
  public void close() throws IOException {
    boolean _ =
        onDisk(() -> {
          channel.close();
          return true;
        });
  }

  private static <T> T onDisk(Disk.Work<T> work) throws IOException {
    try {
      return Disk.call(work);
    } catch (InterruptedException e) {
      throw PartInputStream.interrupted(e, "interrupted at an uploaded file");
    }
  }
}
