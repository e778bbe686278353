package dev.outrigger.examples.thumbnails;

import dev.outrigger.pool.Quarantine;
import dev.outrigger.pool.Recycling;
import dev.outrigger.pool.Retries;
import dev.outrigger.web.App;
import dev.outrigger.web.Application;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.accesslog.AccessLog;
import dev.outrigger.web.compression.Compression;
import dev.outrigger.web.csrf.Csrf;
import dev.outrigger.web.files.Content;
import dev.outrigger.web.limits.RateLimit;
import dev.outrigger.web.security.SecurityHeaders;
import dev.outrigger.web.tracing.RequestIds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A service that keeps pictures and makes them small, whatever people send it.
 *
 * <pre>
 *   ./outrigger serve examples/thumbnails/Thumbnails.java
 *   curl -F picture=@holiday.jpg localhost:8888/pictures
 *   curl -o small.jpg 'localhost:8888/pictures/ID/thumbnail?width=320'
 * </pre>
 *
 * <p>Pictures are decoded in worker processes, with little memory and little time: one that asks
 * for too much of either, or that kills its decoder, costs its sender an error and the others
 * nothing. To read from here: {@link Pictures} has the endpoints, {@link PictureStore} the disk,
 * {@link PictureHeader} tells what a file is, {@link Shrinking} runs in the worker, and {@link
 * Losses} says what a client hears of a worker's end.
 */
public final class Thumbnails implements Application {
  private static final long MEGABYTE = 1 << 20;

  private final Path folder;
  private final Duration limit;

  /** Keeps pictures in the folder that {@code THUMBNAILS_FOLDER} names, or in {@code pictures}. */
  public Thumbnails() {
    this(
        Path.of(System.getenv().getOrDefault("THUMBNAILS_FOLDER", "pictures")),
        Duration.ofSeconds(10));
  }

  Thumbnails(Path folder, Duration limit) {
    this.folder = folder;
    this.limit = limit;
  }

  @Override
  public void configure(App app) throws Exception {
    app.pool(pool ->
        pool.heapPerWorker(256 * MEGABYTE)
            .retries(Retries.lost(1))
            .quarantine(Quarantine.after(3))
            .recycling(Recycling.never().withMemoryLimit(768 * MEGABYTE)));
    app.use(
        AccessLog.combined(),
        RequestIds.standard(),
        SecurityHeaders.standard(),
        Compression.standard(),
        RateLimit.of(600, Duration.ofMinutes(1)),
        Csrf.standard());
    Losses.tellClients(app);

    PictureStore store = new PictureStore(folder);
    Pictures pictures = new Pictures(store, limit);
    app.mount("/pictures", part -> part.endpoints(pictures));

    Content page = Content.ofResource(Thumbnails.class, "thumbnails.html");
    app.get("/", page::answer);
    app.get("/health", Thumbnails::health);
    app.get(
        "/statistics",
        request -> Map.of("server", request.statistics(), "cache", pictures.statistics()));
  }

  /** For a load balancer: whether a worker could take a picture soon. */
  private static Map<String, Object> health(Request request) {
    var pool = request.statistics().pool().orElseThrow();
    if (pool.idle() + pool.busy() == 0) {
      throw Problem.of(503, "No worker process is up").header("Retry-After", "1");
    }
    return Map.of("status", "up", "waitMillis", pool.estimatedWait().toMillis());
  }
}
