package dev.outrigger.supervisor.metrics;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What an arbiter answers over HTTP: {@code /metrics} for Prometheus, {@code /health} whether it
 * lives, {@code /ready} whether all slots serve. Nothing can be changed here.
 *
 * @param snapshots asked for each answer
 */
public record Admin(Supplier<CompletableFuture<Snapshot>> snapshots) implements HttpHandler {
  private static final int PATIENCE_SECONDS = 5;

  @Override
  public HttpResponse handle(HttpRequest request) throws Exception {
    boolean known = List.of("/metrics", "/health", "/ready").contains(request.path());
    if (!known) {
      return HttpResponse.text(404, "there are /metrics, /health and /ready\n");
    }
    if (!List.of("GET", "HEAD").contains(request.method())) {
      return HttpResponse.text(405, "this can be asked, not told\n").header("Allow", "GET, HEAD");
    }
    try {
      Snapshot now = snapshots.get().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return switch (request.path()) {
        case "/metrics" ->
            HttpResponse.of(
                200,
                PrometheusText.CONTENT_TYPE,
                PrometheusText.of(now).getBytes(StandardCharsets.UTF_8));
        case "/ready" -> ready(now);
        default -> HttpResponse.text(200, "the arbiter lives\n");
      };
    } catch (TimeoutException | ExecutionException silent) {
      return HttpResponse.text(503, "the arbiter does not answer\n");
    }
  }

  private static HttpResponse ready(Snapshot now) {
    List<Integer> unserved = now.unserved();
    if (now.slots() == 0) {
      return HttpResponse.text(503, "there are no slots\n");
    }
    return unserved.isEmpty()
        ? HttpResponse.text(200, "all " + now.slots() + " slots serve\n")
        : HttpResponse.text(
            503, "of %d slots, these do not serve: %s%n".formatted(now.slots(), unserved));
  }
}
