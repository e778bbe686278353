package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.Browser;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.websocket.Talk;
import dev.outrigger.http.websocket.WebSocketOptions;
import dev.outrigger.http.websocket.WebSockets;
import dev.outrigger.runtime.TaskBackend;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A browser's WebSockets, which it opens on the connection of HTTP/2 that its page came by. */
@ExtendWith(NoLeaks.class)
@Timeout(120)
class BrowserWebSocketTest {
  private static final WebSocketOptions OPTIONS =
      WebSocketOptions.defaults().withSubprotocols("chat");

  private final CompletableFuture<String> said = new CompletableFuture<>();
  private final ConcurrentHashMap<String, AtomicInteger> asked = new ConcurrentHashMap<>();

  @TempDir private Path folder;

  private HttpResponse answer(HttpRequest request) throws Exception {
    String how = request.version() + " " + request.method() + " " + request.path();
    asked.computeIfAbsent(how, _ -> new AtomicInteger()).incrementAndGet();
    return switch (request.path()) {
      case "/" -> HttpResponse.of(200, "text/html; charset=utf-8", page());
      case "/echo" -> WebSockets.accept(request, OPTIONS, Talk.ECHO);
      case "/close" ->
          WebSockets.accept(
              request,
              OPTIONS,
              socket -> {
                socket.close(4002, "bye");
                assertThat(socket.receive()).isEmpty();
              });
      case "/said" -> {
        said.complete(new String(request.body().bytes(), StandardCharsets.UTF_8));
        yield HttpResponse.text(200, "heard");
      }
      default -> HttpResponse.text(404, "no " + request.path());
    };
  }

  private static byte[] page() throws Exception {
    try (InputStream in =
        BrowserWebSocketTest.class.getResourceAsStream("/clients/websocket.html")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @Test
  void theyGoOverHttp2() throws Exception {
    ServerTls tls = ServerTls.of(new Pki(folder).sign("site", "localhost").identity());
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.securely(TaskBackend.LOOP_CARRIED, tls, this::answer)) {
      String page = "https://localhost:" + served.server().address().getPort();
      try (Browser _ = Browser.visiting(page, folder, "--ignore-certificate-errors")) {
        assertThat(said.get(60, TimeUnit.SECONDS)).isEqualTo("all right");
      }
      assertThat(asked.get("HTTP/2 CONNECT /echo")).hasValue(21);
      assertThat(asked.get("HTTP/2 CONNECT /close")).hasValue(1);
      logged.expectNothing();
    }
  }
}
