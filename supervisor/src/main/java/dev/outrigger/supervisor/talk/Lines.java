package dev.outrigger.supervisor.talk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One end of a talk.
 *
 * <p>Threading: one thread reads; any may write.
 */
public final class Lines implements AutoCloseable {
  private static final int LONGEST = 16 * 1024;

  private final SocketChannel channel;
  private final Reader in;

  /** The end of a connection that is there. */
  public Lines(SocketChannel channel) {
    this.channel = channel;
    this.in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
  }

  /** Connects to whoever listens at this path. */
  public static Lines to(Path socket) throws IOException {
    return new Lines(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  /** The next line; empty when the other side has ended the talk. Waits for it. */
  public Optional<String> read() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return Optional.of(line.toString());
      }
      if (line.length() >= LONGEST) {
        throw new IOException("a line of more than " + LONGEST + " characters");
      }
      line.append((char) next);
    }
    return Optional.empty();
  }

  /** Writes a line. */
  public synchronized void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      int _ = channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
