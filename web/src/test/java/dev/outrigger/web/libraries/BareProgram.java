package dev.outrigger.web.libraries;

import dev.outrigger.web.auth.Jwt;
import dev.outrigger.web.caching.SharedResults;
import dev.outrigger.web.compression.Compression;
import dev.outrigger.web.compression.Decompression;
import dev.outrigger.web.limits.ConcurrencyLimit;
import dev.outrigger.web.limits.RateLimit;
import dev.outrigger.web.openapi.OpenApi;
import dev.outrigger.web.sessions.SessionStore;
import dev.outrigger.web.templates.PebbleTemplates;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import dev.outrigger.web.tracing.RequestIds;
import java.time.Duration;
import java.util.function.Supplier;

/** A program without the libraries that need not be there, run in a process of its own. */
public final class BareProgram {
  private BareProgram() {}

  /** Serves, then tries what needs a library. */
  public static void main(String[] args) throws Exception {
    try (TestClient client =
        TestClient.overSocket(app -> {
          app.withoutPool();
          app.use(RequestIds.standard(), Compression.standard(), Decompression.standard());
          app.get("/", _ -> "up ".repeat(1000));
        })) {
      TestResponse answer =
          client.send(TestRequest.get("/").header("Accept-Encoding", "br, zstd, gzip;q=0.1"));
      IO.println("served " + answer.status() + " " + answer.header("Content-Encoding").orElse(""));
      TestResponse refused =
          client.send(
              TestRequest.post("/")
                  .body("text/plain", new byte[9])
                  .header("Content-Encoding", "br"));
      IO.println(
          "refused " + refused.status() + " " + refused.header("Accept-Encoding").orElse(""));
    }
    tell(() -> RateLimit.of(1, Duration.ofMinutes(1)));
    tell(() -> SessionStore.inMemory(1));
    tell(() -> SharedResults.of(1));
    tell(() -> OpenApi.of("Bare", "1.0"));
    tell(() -> Jwt.secret(new byte[32]));
    tell(() -> ConcurrencyLimit.of(1));
    tell(() -> ConcurrencyLimit.adaptive(1, 2));
    tell(() -> PebbleTemplates.ofResources(BareProgram.class.getClassLoader(), "pages"));
    IO.println("the end");
  }

  private static void tell(Supplier<Object> use) {
    try {
      IO.println("made " + use.get().getClass().getSimpleName());
    } catch (IllegalStateException refusal) {
      IO.println(refusal.getMessage());
    }
  }
}
