package dev.outrigger.web.testclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrigger.http.websocket.CloseStatus;
import dev.outrigger.http.websocket.Message;
import dev.outrigger.http.websocket.WebSocket;
import dev.outrigger.http.websocket.WebSocketException;
import dev.outrigger.http.websocket.WebSocketOptions;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Time;
import dev.outrigger.web.App;
import dev.outrigger.web.Application;
import dev.outrigger.web.Response;
import dev.outrigger.web.WebServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** The same conversations without a socket and over one. */
@ParameterizedClass
@CsvSource({"LOOP_CARRIED, false", "LOOP_CARRIED, true", "PORTABLE, false", "PORTABLE, true"})
@Timeout(60)
class TestWebSocketTest {
  @Parameter(0)
  private TaskBackend backend;

  @Parameter(1)
  private boolean overSocket;

  // What handlers met, told to the test.
  private final BlockingQueue<String> met = new LinkedBlockingQueue<>();

  private TestClient client() throws Exception {
    Application application =
        app -> {
          app.withoutPool();
          routes(app);
        };
    return overSocket
        ? TestClient.overSocket(application, backend)
        : TestClient.of(application, backend);
  }

  private void routes(App app) {
    app.webSocket("/echo", TestWebSocketTest::echo);
    app.webSocket(
        "/chat",
        WebSocketOptions.defaults()
            .withSubprotocols("v1", "v2")
            .withOrigins("https://good.example"),
        socket -> socket.send(socket.subprotocol().orElse("none")));
    app.webSocket(
        "/closes/{code:int}",
        socket -> {
          socket.send("last words");
          socket.close(4001, "enough");
          met.add("then " + socket.receive());
        });
    app.webSocket("/returns", socket -> socket.send("bye"));
    app.webSocket(
        "/fails",
        _ -> {
          throw new IllegalStateException("a bug");
        });
    app.webSocket("/listens", this::listen);
    app.webSocket("/talks", this::talk);
    app.webSocket("/guarded", socket -> socket.send("in"))
        .use((request, next) ->
            request.header("X-Key").isPresent()
                ? next.handle(request)
                : Response.text("no key").status(401).header("X-Why", "key"));
    app.get("/page", _ -> "a page");
  }

  private static void echo(WebSocket socket) throws Exception {
    for (var message = socket.receive(); message.isPresent(); message = socket.receive()) {
      switch (message.get()) {
        case Message.Text(String text) -> socket.send("you said " + text);
        case Message.Binary(byte[] bytes) -> socket.send(bytes);
      }
    }
  }

  private void listen(WebSocket socket) throws Exception {
    met.add("begun");
    try {
      while (socket.receive().isPresent()) {
        met.add("message");
      }
      met.add("closed " + socket.closeStatus().orElseThrow());
    } catch (InterruptedException | WebSocketException | CancelledException gone) {
      met.add("gone " + Scope.current().flatMap(Scope::cancellation).map(Cancellation::source));
      throw gone;
    }
  }

  private void talk(WebSocket socket) throws Exception {
    met.add("begun");
    try {
      while (true) {
        socket.send("more");
        Time.sleep(Duration.ofMillis(1));
      }
    } finally {
      // By the exception of its next message, or cancelled in its sleep.
      met.add("ended");
    }
  }

  private String met() throws InterruptedException {
    return Optional.ofNullable(met.poll(30, TimeUnit.SECONDS)).orElse("nothing");
  }

  @Test
  void textsAndBytesGoBothWays() throws Exception {
    try (TestClient client = client();
        TestWebSocket socket = client.webSocket("/echo")) {
      socket.send("grüße");
      assertThat(socket.text()).isEqualTo("you said grüße");
      socket.send("a".getBytes(UTF_8));
      socket.send("b".repeat(100_000).getBytes(UTF_8));
      assertThat(socket.bytes()).containsExactly('a');
      assertThat(socket.receive()).get().isInstanceOf(Message.Binary.class);
    }
  }

  @Test
  void anotherKindOfMessageIsNotTakenForTheExpectedOne() throws Exception {
    try (TestClient client = client();
        TestWebSocket socket = client.webSocket("/echo")) {
      socket.send("a");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(socket::bytes)
          .withMessage("expected bytes, but Text[text=you said a] came");
    }
    try (TestClient client = client();
        TestWebSocket socket = client.webSocket("/returns")) {
      assertThat(socket.text()).isEqualTo("bye");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(socket::text)
          .withMessage("expected a text, but the server closed with 1000");
    }
  }

  @Test
  void theServerClosesWithACodeBehindWhatItSaid() throws Exception {
    try (TestClient client = client();
        TestWebSocket socket = client.webSocket("/closes/1")) {
      assertThat(socket.text()).isEqualTo("last words");
      assertThat(socket.receive()).isEmpty();
      assertThat(socket.receive()).isEmpty();
      assertThat(socket.closed()).isEqualTo(new CloseStatus(4001, "enough"));
      assertThat(met()).isEqualTo("then Optional.empty");
    }
  }

  @Test
  void aHandlerThatReturnsClosesWith1000AndOneThatFailsWith1011() throws Exception {
    try (TestClient client = client()) {
      try (TestWebSocket socket = client.webSocket("/returns")) {
        assertThat(socket.closed().code()).isEqualTo(CloseStatus.NORMAL);
      }
      try (TestWebSocket socket = client.webSocket("/fails")) {
        assertThat(socket.closed())
            .isEqualTo(new CloseStatus(CloseStatus.INTERNAL_ERROR, "the handler failed"));
      }
    }
  }

  @Test
  void theClientClosesAndTheServerAnswersWithTheSameCode() throws Exception {
    try (TestClient client = client();
        TestWebSocket socket = client.webSocket("/listens")) {
      assertThat(met()).isEqualTo("begun");
      socket.send("a");
      socket.close(4002, "tired");
      assertThat(met()).isEqualTo("message");
      assertThat(met()).isEqualTo("closed 4002 (tired)");
      assertThat(socket.closed().code()).isEqualTo(4002);
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> socket.send("b"));
    }
  }

  @Test
  void aHandlerThatOnlySendsEndsWhenTheClientCloses() throws Exception {
    try (TestClient client = client();
        TestWebSocket socket = client.webSocket("/talks")) {
      assertThat(met()).isEqualTo("begun");
      socket.close(CloseStatus.NORMAL, "");
      assertThat(met()).isEqualTo("ended");
    }
  }

  @Test
  void aClientThatGoesAwayCancelsTheHandler() throws Exception {
    try (TestClient client = client();
        TestWebSocket socket = client.webSocket("/listens")) {
      assertThat(met()).isEqualTo("begun");
      socket.leave();
      assertThat(met()).startsWith("gone ");
    }
  }

  @Test
  void subprotocolsAndOriginsAreAgreedOn() throws Exception {
    try (TestClient client = client()) {
      TestRequest chat = TestRequest.get("/chat").header("Sec-WebSocket-Protocol", "v3, v2, v1");
      try (TestWebSocket socket = client.webSocket(chat.header("Origin", "https://good.example"))) {
        assertThat(socket.subprotocol()).contains("v2");
        assertThat(socket.text()).isEqualTo("v2");
      }
      assertThatExceptionOfType(WebSocketRefusedException.class)
          .isThrownBy(() -> client.webSocket(chat.header("Origin", "https://bad.example")))
          .satisfies(refused -> assertThat(refused.response().status()).isEqualTo(403));
    }
  }

  @Test
  void refusalsAreAnswersOfTheApplication() throws Exception {
    try (TestClient client = client()) {
      assertThatExceptionOfType(WebSocketRefusedException.class)
          .isThrownBy(() -> client.webSocket("/guarded"))
          .satisfies(refused -> {
            assertThat(refused.response().status()).isEqualTo(401);
            assertThat(refused.response().header("X-Why")).contains("key");
          });
      try (TestWebSocket socket =
          client.webSocket(TestRequest.get("/guarded").header("X-Key", "k"))) {
        assertThat(socket.text()).isEqualTo("in");
      }
      for (String path : new String[] {"/nowhere", "/page"}) {
        assertThatExceptionOfType(WebSocketRefusedException.class)
            .isThrownBy(() -> client.webSocket(path));
      }
    }
  }

  @Test
  void theEndOfTheServerClosesWith1012() throws Exception {
    TestClient client = client();
    try (client) {
      TestWebSocket socket = client.webSocket("/listens");
      assertThat(met()).isEqualTo("begun");
      // With the client the server would lose its connections.
      client.server().ifPresentOrElse(WebServer::closeIdle, client::close);
      assertThat(socket.closed().code()).isEqualTo(CloseStatus.SERVICE_RESTART);
      assertThat(met()).startsWith("closed 1012");
    }
  }
}
