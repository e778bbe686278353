package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A stream on one loop and the peer that it is connected to, for one test. */
final class Connected implements AutoCloseable {
  /** More bytes than the kernel takes without a reader. */
  static final int MUCH = 16 * 1024 * 1024;

  private final OnOneLoop loop;
  private final Peer peer;
  private final SocketStream stream;

  private Connected(OnOneLoop loop, Peer peer, SocketStream stream) {
    this.loop = loop;
    this.peer = peer;
    this.stream = stream;
  }

  static Connected on(TaskBackend backend) throws Exception {
    OnOneLoop loop = OnOneLoop.with(backend);
    Peer peer = new Peer();
    return new Connected(loop, peer, loop.run(() -> TcpStream.connect("127.0.0.1", peer.port())));
  }

  Peer peer() {
    return peer;
  }

  SocketStream stream() {
    return stream;
  }

  /** Runs this in a task, and waits for it. */
  <T> T run(Callable<T> body) throws Exception {
    return loop.run(body);
  }

  /** Starts a task. */
  <T> CompletableFuture<T> start(Callable<T> body) {
    return loop.start(body);
  }

  /** Reads so many characters in a task. */
  String read(int count) throws Exception {
    return run(() -> new String(stream.readExactly(count), US_ASCII));
  }

  /** Writes so much that it waits for a reader. */
  int writeMuch() throws Exception {
    stream.write(new byte[MUCH]);
    return MUCH;
  }

  void stopLoop() {
    loop.close();
  }

  @Override
  public void close() throws IOException {
    stream.abort();
    peer.close();
    loop.close();
  }
}
