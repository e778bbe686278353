package dev.outrigger.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx before {@code serve --workers}, set up as the page about deploying shows it. */
class BehindNginxIT {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void save() throws IOException {
    Files.writeString(
        folder.resolve("Program.java"),
        """
        import dev.outrigger.http.listen.Networks;
        import dev.outrigger.http.websocket.Message;
        import dev.outrigger.web.App;
        import dev.outrigger.web.Application;
        import dev.outrigger.web.headers.Forwarded;

        public class Program implements Application {
          @Override
          public void configure(App app) {
            app.trustProxies(Forwarded.Fields.X_FORWARDED, Networks.of("127.0.0.1/32"));
            app.get("/ping", request -> "pong");
            app.post("/length", request -> request.bytes().length);
            app.get("/client", request -> request.client().getHostAddress());
            app.webSocket("/echo", socket -> {
              for (var next = socket.receive(); next.isPresent(); next = socket.receive()) {
                if (next.get() instanceof Message.Text(String text)) {
                  socket.send(text);
                }
              }
            });
          }
        }
        """);
  }

  private ServerProcess serve(String address) throws Exception {
    return ServerProcess.start(
        folder,
        folder.resolve("cache"),
        "serve",
        "Program.java",
        "--bind",
        address,
        "--workers",
        "2",
        "--pool-workers",
        "1",
        "--control",
        "control",
        "--probe",
        "/ping");
  }

  private ServerProcess serveOverSocket() throws Exception {
    ServerProcess service = serve(socket());
    var _ = service.output().await("Serving ");
    return service;
  }

  private String socket() {
    return "unix:" + folder.resolve("http.sock");
  }

  @Test
  void reloadsBehindNginxLoseNoRequestOfAnyKind() throws Exception {
    try (ServerProcess service = serveOverSocket();
        Nginx nginx = Nginx.start(folder, 0, socket());
        SteadyLoad load = new SteadyLoad(nginx.uri());
        Posts posts = Posts.begin(nginx.uri())) {
      new Ctl(folder).must(service, "reload");
      new Ctl(folder).must(service, "reload");
      int before = load.answered();
      SupervisedService.await("the load goes on", () -> load.answered() > before + 50);
      assertThat(load.failures()).isEmpty();
      assertThat(posts.end()).isEmpty();
      assertThat(nginx.log()).noneMatch(line -> line.contains("[error]"));
    }
  }

  @Test
  void nginxAsksAgainWhenAReloadEndsAConnectionThatItKept() throws Exception {
    try (ServerProcess service = serve("127.0.0.1:0").ready();
        Nginx nginx = Nginx.start(folder, 1, service.uri().getAuthority());
        SteadyLoad load = new SteadyLoad(nginx.uri())) {
      new Ctl(folder).must(service, "reload");
      new Ctl(folder).must(service, "reload");
      int before = load.answered();
      SupervisedService.await("the load goes on", () -> load.answered() > before + 50);
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void aWebSocketPassesNginx() throws Exception {
    try (ServerProcess _ = serveOverSocket();
        Nginx nginx = Nginx.start(folder, 0, socket());
        HttpClient client = HttpClient.newHttpClient()) {
      CompletableFuture<String> heard = new CompletableFuture<>();
      URI uri = URI.create(nginx.uri().toString().replace("http:", "ws:") + "echo");
      WebSocket socket =
          client
              .newWebSocketBuilder()
              // As a browser does: an origin that is another host's would be refused.
              .header("Origin", "http://" + nginx.uri().getAuthority())
              .buildAsync(uri, new Ear(heard))
              .get(60, SECONDS);
      try {
        var _ = socket.sendText("hello", true).get(60, SECONDS);
        assertThat(heard.get(60, SECONDS)).isEqualTo("hello");
      } finally {
        // The client's close waits for open WebSockets.
        socket.abort();
      }
    }
  }

  @Test
  void theClientIsWhomNginxSawAndNotWhatItClaims() throws Exception {
    try (ServerProcess _ = serveOverSocket();
        Nginx nginx = Nginx.start(folder, 0, socket());
        HttpClient client =
            HttpClient.newBuilder().localAddress(InetAddress.getByName("127.0.0.9")).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(nginx.uri().resolve("client"))
              .header("X-Forwarded-For", "10.9.9.9")
              .build();
      assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("127.0.0.9");
    }
  }

  private record Ear(CompletableFuture<String> heard) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      boolean _ = heard.complete(text.toString());
      return CompletableFuture.completedStage(text);
    }
  }

  /** A client that posts one form after the other: nginx may not send them twice. */
  private record Posts(AtomicBoolean over, CompletableFuture<List<String>> failures)
      implements AutoCloseable {
    static Posts begin(URI service) {
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<List<String>> failures = new CompletableFuture<>();
      Thread _ =
          Thread.ofVirtual().start(() -> failures.complete(post(service.resolve("length"), over)));
      return new Posts(over, failures);
    }

    private static List<String> post(URI to, AtomicBoolean over) {
      List<String> failures = new ArrayList<>();
      HttpRequest request =
          HttpRequest.newBuilder(to).POST(BodyPublishers.ofString("x".repeat(1000))).build();
      try (HttpClient client = HttpClient.newHttpClient()) {
        while (!over.get()) {
          HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
          if (answer.statusCode() != 200 || !answer.body().equals("1000")) {
            failures.add(answer + " " + answer.body());
          }
        }
      } catch (IOException | InterruptedException e) {
        failures.add(e.toString());
      }
      return failures;
    }

    List<String> end() throws Exception {
      over.set(true);
      return failures.get(60, SECONDS);
    }

    @Override
    public void close() {
      over.set(true);
    }
  }
}
