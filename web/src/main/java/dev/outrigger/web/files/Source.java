package dev.outrigger.web.files;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Where the bytes of one version are. */
sealed interface Source {

  /** Opens it; may block. */
  Reader open() throws IOException;

  /** Reads one source from here to there; may block. */
  interface Reader extends Closeable {
    /**
     * Fills the part of the array.
     *
     * @param position where the bytes stand in the source; never before those of the last call
     * @throws EOFException if there are fewer
     */
    void read(long position, byte[] into, int count) throws IOException;
  }

  /** Bytes that nobody changes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record InMemory(byte[] bytes) implements Source {
    @Override
    public Reader open() {
      throw new IllegalStateException("what is in memory needs no reader");
    }
  }

  /**
   * A file.
   *
   * @param path without links, so that it leads nowhere else by the time it is opened
   */
  record OnDisk(Path path, Stamp stamp) implements Source {
    @Override
    public Reader open() throws IOException {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      try {
        Stamp now = Stamp.of(Files.readAttributes(path, BasicFileAttributes.class));
        // One that only grows, as logs do, can be sent as far as it was then.
        if (now.length() < stamp.length() || !now.file().equals(stamp.file())) {
          throw new ChangedException(path + " was changed before it could be sent");
        }
        return new ChannelReader(channel, path);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  }

  /** Something on the class path that is no file of its own. */
  record InJar(URL url) implements Source {
    @Override
    public Reader open() throws IOException {
      return new StreamReader(url.openStream());
    }
  }

  /** A file that is no longer what its header says. */
  final class ChangedException extends NoSuchFileException {
    ChangedException(String message) {
      super(message);
    }
  }

  /** Reads a file. */
  record ChannelReader(FileChannel channel, Path path) implements Reader {
    @Override
    public void read(long position, byte[] into, int count) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(into, 0, count);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position()) < 0) {
          throw new ChangedException(path + " has become shorter while it was sent");
        }
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Reads a stream, and passes over what nobody wants. */
  final class StreamReader implements Reader {
    private final InputStream in;
    private long at;

    StreamReader(InputStream in) {
      this.in = in;
    }

    @Override
    public void read(long position, byte[] into, int count) throws IOException {
      in.skipNBytes(position - at);
      if (in.readNBytes(into, 0, count) < count) {
        throw new EOFException("a resource has become shorter while it was sent");
      }
      at = position + count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
