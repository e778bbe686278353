package dev.outrigger.runtime.stream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection over a socket: of {@link TcpStream}, {@link UnixStream} or a listener. It may be
 * upgraded to TLS while it runs.
 *
 * <p>Threading: see {@link ByteStream}. A stream lives on one loop, and may be used by tasks of
 * others.
 */
public final class SocketStream implements ByteStream {
  private final Wire wire;
  private final long readNanos;
  private final long writeNanos;
  // Of the call of many steps that this view was made for.
  private final long readDeadline;

  SocketStream(Wire wire) {
    this(wire, 0, 0, Waiting.FOREVER);
  }

  private SocketStream(Wire wire, long readNanos, long writeNanos, long readDeadline) {
    this.wire = wire;
    this.readNanos = readNanos;
    this.writeNanos = writeNanos;
    this.readDeadline = readDeadline;
  }

  Wire wire() {
    return wire;
  }

  @Override
  public int read(ByteBuffer into) throws IOException, InterruptedException {
    return wire.inbound().read(into, deadline(), readNanos);
  }

  private long deadline() {
    return readDeadline == Waiting.FOREVER ? Waiting.deadline(readNanos) : readDeadline;
  }

  private SocketStream oneCall() {
    return new SocketStream(wire, readNanos, writeNanos, deadline());
  }

  @Override
  public byte[] readExactly(int count) throws IOException, InterruptedException {
    boolean claimed = wire.inbound().claim();
    try {
      return new Gathering(oneCall()).exactly(count);
    } finally {
      wire.inbound().letGo(claimed);
    }
  }

  @Override
  public byte[] readAll(int limit) throws IOException, InterruptedException {
    boolean claimed = wire.inbound().claim();
    try {
      return new Gathering(oneCall()).all(limit);
    } finally {
      wire.inbound().letGo(claimed);
    }
  }

  @Override
  public void unread(ByteBuffer bytes) {
    wire.inbound().unread(bytes);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException, InterruptedException {
    wire.outbound().write(bytes, writeNanos);
  }

  @Override
  public void flush() throws IOException, InterruptedException {
    wire.outbound().flush(writeNanos);
  }

  @Override
  public void closeOutput() throws IOException, InterruptedException {
    wire.closeOutput(writeNanos);
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }

  @Override
  public void abort() {
    wire.abort();
  }

  @Override
  public boolean isClosed() {
    return wire.isClosed();
  }

  @Override
  public SocketStream withTimeouts(Duration read, Duration write) {
    return new SocketStream(wire, Waiting.nanos(read), Waiting.nanos(write), Waiting.FOREVER);
  }

  /**
   * Goes on in TLS, from the next byte on both sides, and returns when both have agreed. Bytes of
   * the peer that have come already are refused: somebody might have slipped them in.
   *
   * @param tls as a client for the side that connected, as a server for the other, in most
   *     protocols
   * @throws javax.net.ssl.SSLHandshakeException if they do not agree, or one does not trust the
   *     other; the stream is closed then
   * @throws java.net.SocketTimeoutException if it takes too long; the stream is closed then
   */
  public void startTls(Tls tls) throws IOException, InterruptedException {
    startTls(tls, hostOf(remoteAddress()));
  }

  /** The same, with the name that the server must prove to have. */
  public void startTls(Tls tls, String host) throws IOException, InterruptedException {
    Handshake.run(wire, tls, host);
  }

  private static String hostOf(SocketAddress address) {
    return address instanceof InetSocketAddress inet ? inet.getHostString() : "localhost";
  }

  /** What TLS agreed on; empty without TLS. */
  public Optional<TlsSession> tls() {
    return Optional.ofNullable(wire.security()).map(Security::session);
  }

  @Override
  public SocketAddress localAddress() {
    return wire.localAddress();
  }

  @Override
  public SocketAddress remoteAddress() {
    return wire.remoteAddress();
  }

  @Override
  public String toString() {
    return "stream to " + wire.peer();
  }
}
