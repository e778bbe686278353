package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For each test a stream on one loop, and the peer that it is connected to. */
final class Connected implements BeforeEachCallback, AfterEachCallback {
  /** More bytes than the kernel takes without a reader. */
  static final int MUCH = 16 * 1024 * 1024;

  private final Supplier<TaskBackend> backend;
  private Optional<Ends> ends = Optional.empty();

  private record Ends(OnOneLoop loop, Peer peer, SocketStream stream) {}

  /** The backend is asked for when the test begins: the class's parameters are known by then. */
  Connected(Supplier<TaskBackend> backend) {
    this.backend = backend;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    OnOneLoop loop = OnOneLoop.with(backend.get());
    Peer peer = new Peer();
    SocketStream stream = loop.run(() -> TcpStream.connect("127.0.0.1", peer.port()));
    ends = Optional.of(new Ends(loop, peer, stream));
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    stream().abort();
    peer().close();
    loop().close();
  }

  private OnOneLoop loop() {
    return ends.orElseThrow().loop();
  }

  Peer peer() {
    return ends.orElseThrow().peer();
  }

  SocketStream stream() {
    return ends.orElseThrow().stream();
  }

  /** Runs this in a task, and waits for it. */
  <T> T run(Callable<T> body) throws Exception {
    return loop().run(body);
  }

  /** Starts a task. */
  <T> CompletableFuture<T> start(Callable<T> body) {
    return loop().start(body);
  }

  /** Reads so many characters in a task. */
  String read(int count) throws Exception {
    return run(() -> new String(stream().readExactly(count), US_ASCII));
  }

  /** Writes so much that it waits for a reader. */
  int writeMuch() throws Exception {
    stream().write(new byte[MUCH]);
    return MUCH;
  }

  void stopLoop() {
    loop().close();
  }
}
