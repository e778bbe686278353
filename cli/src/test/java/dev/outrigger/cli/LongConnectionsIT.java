package dev.outrigger.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebSockets and streams of events at a reload: they are told to come again, and find the next. */
class LongConnectionsIT {
  private static final int CLIENTS = 10;
  private static final int SERVICE_RESTART = 1012;

  @TempDir private Path folder = Path.of("");
  private final HttpClient http = HttpClient.newHttpClient();

  private static String routes(String word) {
    return """
    app.webSocket("/chat", socket -> {
      socket.send("%s");
      while (socket.receive().isPresent()) {}
    });
    app.webSocket("/stubborn", socket -> {
      while (true) {
        try {
          Thread.sleep(100);
        } catch (InterruptedException deaf) {
          // That is what is wrong with it.
        }
      }
    });
    app.get("/events", request -> request.events(stream -> {
      while (true) {
        stream.send(dev.outrigger.web.events.Event.of("%s"));
        Thread.sleep(100);
      }
    }));
    """
        .formatted(word, word);
  }

  /** What a WebSocket was told. */
  private static final class Told implements WebSocket.Listener {
    private final CompletableFuture<String> word = new CompletableFuture<>();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      boolean _ = word.complete(text.toString());
      return WebSocket.Listener.super.onText(socket, text, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      boolean _ = end.complete(status);
      return WebSocket.Listener.super.onClose(socket, status, reason);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      boolean _ = end.completeExceptionally(error);
    }
  }

  private Told chat(SupervisedService service) throws Exception {
    Told told = new Told();
    URI page = URI.create("ws://127.0.0.1:" + service.uri().getPort() + "/chat");
    var _ = http.newWebSocketBuilder().buildAsync(page, told).get(180, TimeUnit.SECONDS);
    return told;
  }

  /** The lines of a stream, done when the stream has ended as it should. */
  private static final class Events {
    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
  }

  private Events events(SupervisedService service) {
    Events events = new Events();
    HttpRequest request = HttpRequest.newBuilder(service.uri().resolve("/events")).build();
    Thread _ =
        Thread.ofVirtual()
            .start(() -> {
              try {
                http.send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("data:"))
                    .forEach(line -> events.first.complete(line.substring(5).strip()));
                events.end.complete(true);
              } catch (Exception e) {
                events.end.completeExceptionally(e);
              }
            });
    return events;
  }

  private static <T> T soon(CompletableFuture<T> what) throws Exception {
    return what.get(180, TimeUnit.SECONDS);
  }

  @Test
  void aReloadTellsEachToComeAgainAndTheyFindTheNextGeneration() throws Exception {
    try (SupervisedService service =
        SupervisedService.serve(folder, routes("first"), "--workers", "2")) {
      List<Told> chats = new ArrayList<>();
      List<Events> streams = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        chats.add(chat(service));
        streams.add(events(service));
      }
      for (int i = 0; i < CLIENTS; i++) {
        assertThat(soon(chats.get(i).word)).isEqualTo("first");
        assertThat(soon(streams.get(i).first)).isEqualTo("first");
      }
      SupervisedService.save(folder, routes("second"));
      service.reload();
      for (int i = 0; i < CLIENTS; i++) {
        assertThat(soon(chats.get(i).end)).isEqualTo(SERVICE_RESTART);
        assertThat(soon(streams.get(i).end)).isTrue();
        // Who is quick may meet a process once more that leaves, and is told so again.
        SupervisedService.await(
            "it finds the next", () -> "second".equals(soon(chat(service).word)));
        SupervisedService.await(
            "it finds the next", () -> "second".equals(soon(events(service).first)));
      }
    }
  }

  @Test
  void aClientThatIgnoresTheCloseAndAHandlerThatNeverEndsDoNotHoldUpTheReloadNorTheEnd()
      throws Exception {
    try (SupervisedService service =
            SupervisedService.serve(folder, routes("first"), "--workers", "1", "--graceful", "2s");
        Socket deaf = upgrade(service, "/chat");
        Socket unheard = upgrade(service, "/stubborn")) {
      service.reload();
      // By itself: nobody had to kill it.
      service.awaitLog("has left: exit status 0");
      assertThat(service.rows()).extracting(Map::entrySet).hasSize(1);
      assertThat(deaf.getInputStream().readAllBytes()).isNotNull();
      assertThat(unheard.getInputStream().readAllBytes()).isNotNull();
    }
  }

  /** A WebSocket whose client says nothing any more. */
  private static Socket upgrade(SupervisedService service, String path) throws Exception {
    Socket socket = SteadyLoad.connect(service.uri());
    socket.setSoTimeout(180_000);
    String request =
        "GET %s HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                .formatted(path)
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    assertThat(head).startsWith("HTTP/1.1 101 ");
    return socket;
  }
}
