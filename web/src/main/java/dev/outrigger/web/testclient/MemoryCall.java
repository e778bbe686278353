package dev.outrigger.web.testclient;

import dev.outrigger.http.HttpException;
import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.ResponseContent;
import dev.outrigger.http.Upgrade;
import dev.outrigger.http.websocket.WebSocketUpgrade;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A call without a socket: the handler runs as a task of a loop, and what it sends is queued. */
final class MemoryCall implements TestCall {
  private static final int SWITCHED = 101;

  private final BlockingQueue<Sent> queue = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Scope scope = new Scope();
  private final TestRequest asked;
  private final Optional<MemoryWebSocket> socket;
  private @Nullable Head head;
  private boolean ended;

  /** What the handler's task hands over. */
  private sealed interface Sent {}

  private record Head(int status, FieldList fields) implements Sent {}

  @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
  private record Piece(byte[] bytes) implements Sent {}

  private record End(Optional<Exception> broken) implements Sent {}

  private MemoryCall(TestRequest asked, boolean opensSocket) {
    this.asked = asked;
    this.socket = opensSocket ? Optional.of(new MemoryWebSocket(scope)) : Optional.empty();
  }

  static MemoryCall start(Loop loop, HttpHandler handler, TestRequest asked) {
    return new MemoryCall(asked, false).startOn(loop, handler);
  }

  /** Opens a WebSocket; waits until it is open. */
  static MemoryWebSocket open(Loop loop, HttpHandler handler, TestRequest asked)
      throws IOException, InterruptedException {
    MemoryCall call = new MemoryCall(Handshakes.complete(asked), true).startOn(loop, handler);
    if (call.status() != SWITCHED) {
      throw new WebSocketRefusedException(asked, call.response());
    }
    return call.socket.orElseThrow();
  }

  private MemoryCall startOn(Loop loop, HttpHandler handler) {
    loop.start("request " + asked, () -> run(handler));
    return this;
  }

  private void run(HttpHandler handler) {
    MemoryRequest request = new MemoryRequest(asked, scope);
    try {
      boolean _ = scope.run(() -> answer(handler.handle(request)));
      queue.add(new End(Optional.empty()));
    } catch (HttpException refused) {
      send(refused.response());
    } catch (Exception broken) {
      queue.add(new End(Optional.of(broken)));
    }
    request.answered();
  }

  private boolean answer(HttpResponse response) throws Exception {
    if (response.content() instanceof ResponseContent.Switched(Upgrade upgrade)) {
      speak(upgrade, headOf(response));
      return false;
    }
    queue.add(headOf(response));
    boolean withBody = !asked.method().equals("HEAD");
    switch (response.content()) {
      case ResponseContent.Whole(byte[] bytes) when withBody -> queue.add(new Piece(bytes));
      case ResponseContent.Written(long _, var written) when withBody -> {
        MemoryStream out = new MemoryStream(piece -> queue.add(new Piece(piece)));
        written.writeTo(out);
        out.flush();
      }
      default -> {}
    }
    return withBody;
  }

  private void speak(Upgrade upgrade, Head begun) {
    if (!(upgrade instanceof WebSocketUpgrade spoken)) {
      throw new UnsupportedOperationException(
          upgrade.protocol() + " needs a connection: use TestClient.overSocket");
    }
    MemoryWebSocket opened =
        socket.orElseThrow(() ->
            new UnsupportedOperationException(
                asked + " opens a WebSocket: use TestClient.webSocket"));
    opened.agreed(spoken.subprotocol());
    queue.add(begun);
    opened.speak(spoken);
  }

  private void send(HttpResponse refusal) {
    queue.add(headOf(refusal));
    queue.add(new Piece(refusal.body()));
    queue.add(new End(Optional.empty()));
  }

  private static Head headOf(HttpResponse response) {
    FieldList[] fields = {FieldList.EMPTY};
    if (!response.contentType().isEmpty()) {
      fields[0] = fields[0].and("Content-Type", response.contentType());
    }
    response.forEachHeader((name, value) -> fields[0] = fields[0].and(name, value));
    return new Head(response.status(), fields[0]);
  }

  @Override
  public int status() throws IOException, InterruptedException {
    return head().status();
  }

  private Head head() throws IOException, InterruptedException {
    while (head == null) {
      take();
    }
    return head;
  }

  @Override
  public Optional<String> read() throws IOException, InterruptedException {
    while (body.size() == 0 && !ended) {
      take();
    }
    if (body.size() == 0) {
      return Optional.empty();
    }
    String piece = body.toString(StandardCharsets.UTF_8);
    body.reset();
    return Optional.of(piece);
  }

  @Override
  public TestResponse response() throws IOException, InterruptedException {
    while (!ended) {
      take();
    }
    Head begun = head();
    return new TestResponse(begun.status(), begun.fields(), body.toByteArray());
  }

  private void take() throws IOException, InterruptedException {
    switch (queue.take()) {
      case Head begun -> head = begun;
      case Piece(byte[] bytes) -> body.write(bytes);
      case End(Optional<Exception> broken) -> {
        ended = true;
        if (broken.isPresent()) {
          throw new IOException(asked + " broke off: " + broken.get(), broken.get());
        }
      }
    }
  }

  @Override
  public void close() {
    boolean _ =
        scope.cancel(
            new Cancellation(Cancellation.Source.CLIENT_GONE, "the test client went away"));
  }
}
