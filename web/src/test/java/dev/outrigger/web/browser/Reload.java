package dev.outrigger.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.ListenerOffer;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Transport;
import dev.outrigger.web.App;
import dev.outrigger.web.Application;
import dev.outrigger.web.Response;
import dev.outrigger.web.WebServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A page that stays open while one server follows another on the same listening socket, and tells
 * what it sees.
 */
final class Reload {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  /** The page, and the place where it tells what it sees. */
  void serve(App app, String page) {
    app.withoutPool();
    app.get("/", _ -> Response.html(page));
    app.post(
        "/seen",
        request -> {
          seen.add(request.text());
          return Response.empty();
        });
  }

  /** What the page tells next. */
  String next() throws InterruptedException {
    String told = seen.poll(60, TimeUnit.SECONDS);
    return told == null ? "nothing within a minute" : told;
  }

  static WebServer first(Application application, TaskBackend backend) throws Exception {
    return WebServer.builder(application)
        .bind("127.0.0.1", 0)
        .transport(Transport.EPOLL)
        .tasks(backend)
        .start();
  }

  /** Starts the one that follows, then lets the old one drain. */
  static WebServer follow(WebServer old, Application application, TaskBackend backend, Path folder)
      throws Exception {
    Path where = folder.resolve("hand-over.sock");
    try (ListenerOffer offer = old.offerListeners(where)) {
      WebServer next =
          WebServer.builder(application)
              .bind("127.0.0.1", old.uri().getPort())
              .transport(Transport.EPOLL)
              .tasks(backend)
              .takeOver(where)
              .start();
      assertThat(offer.awaitTaken()).isTrue();
      assertThat(old.stop(LONG)).as("all that ran on the old server came to its end").isTrue();
      return next;
    }
  }
}
