package dev.outrigger.web.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.RawServer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions on the server's side, and requests of one session that run at once. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class SessionStoreTest {
  private final Instant later = Instant.now().plusSeconds(3600);

  @Parameter private TaskBackend backend;

  private final SessionStore store = SessionStore.inMemory(100);
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  private RawServer serve() throws Exception {
    return RawServer.start(
        backend,
        app -> {
          app.use(Sessions.stored(store));
          app.get(
              "/put/{name}",
              request -> {
                Session.of(request).put(request.path("name"), 1);
                return "ok";
              });
          app.get(
              "/slow/{name}",
              request -> {
                Session session = Session.of(request);
                session.put(request.path("name"), 2);
                inside.countDown();
                assertThat(goOn.await(15, TimeUnit.SECONDS)).isTrue();
                return "ok";
              });
          app.get(
              "/logout",
              request -> {
                Session.of(request).clear();
                return "ok";
              });
          app.get("/names", request -> Session.of(request).names());
        });
  }

  private String whileAnotherRuns(RawServer server, String slow, String fast) throws Exception {
    String cookie = server.get("/put/first").cookie();
    var running =
        CompletableFuture.supplyAsync(() -> {
          try {
            return server.get(slow, "Cookie: " + cookie).status();
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    assertThat(inside.await(15, TimeUnit.SECONDS)).isTrue();
    assertThat(server.get(fast, "Cookie: " + cookie).status()).isEqualTo(200);
    goOn.countDown();
    assertThat(running.get(15, TimeUnit.SECONDS)).isEqualTo(200);
    return cookie;
  }

  @Test
  void requestsThatChangeDifferentValuesLoseNothing() throws Exception {
    try (var server = serve()) {
      String cookie = whileAnotherRuns(server, "/slow/a", "/put/b");
      assertThat(server.get("/names", "Cookie: " + cookie).body()).contains("a", "b", "first");
    }
  }

  @Test
  void theLastToChangeAValueWins() throws Exception {
    try (var server = serve()) {
      String cookie = whileAnotherRuns(server, "/slow/a", "/put/a");
      String id = cookie.substring(cookie.indexOf('=') + 1);
      assertThat(store.find(id).orElseThrow().values()).containsEntry("a", "2");
    }
  }

  @Test
  void aLogoutIsNotUndoneByARequestThatRunsOn() throws Exception {
    try (var server = serve()) {
      String cookie = whileAnotherRuns(server, "/slow/a", "/logout");
      assertThat(server.get("/names", "Cookie: " + cookie).body()).isEqualTo("[]");
    }
  }

  @Test
  void anIdThatSomebodyMadeUpIsNotTaken() throws Exception {
    try (var server = serve()) {
      String madeUp = "session=" + "A".repeat(32);
      String given = server.get("/put/a", "Cookie: " + madeUp).cookie();
      assertThat(given).hasSize("session=".length() + 32).isNotEqualTo(madeUp);
      assertThat(server.get("/names", "Cookie: " + madeUp).body()).isEqualTo("[]");
    }
  }

  @Test
  void aStoreThatFailsFailsTheRequest() throws Exception {
    SessionStore broken =
        new SessionStore() {
          @Override
          public Optional<SessionData> find(String id) {
            throw new IllegalStateException("the store is away");
          }

          @Override
          public void create(String id, SessionData data, Instant expires) {
            throw new IllegalStateException("the store is away");
          }

          @Override
          public boolean update(String id, SessionChange change) {
            return false;
          }

          @Override
          public void remove(String id) {}
        };
    try (var server =
        RawServer.start(
            backend,
            app -> {
              app.use(Sessions.stored(broken));
              app.get("/plain", _ -> "ok");
              app.get(
                  "/put",
                  request -> {
                    Session.of(request).put("a", 1);
                    return "ok";
                  });
            })) {
      assertThat(server.get("/plain", "Cookie: session=" + "A".repeat(32)).body()).isEqualTo("ok");
      assertThat(server.get("/put").status()).isEqualTo(500);
      assertThat(server.errors()).anyMatch(line -> line.contains("GET /put failed with a bug"));
    }
  }

  @Test
  void sessionsInMemoryAreBoundedAndEnd() {
    SessionStore few = SessionStore.inMemory(10);
    for (int i = 0; i < 1000; i++) {
      few.create("id" + i, new SessionData(later, later, Map.of()), later);
    }
    // What is too much goes in the background, or with the next calls.
    for (int round = 0; round < 10_000 && found(few) > 10; round++) {
      Thread.onSpinWait();
    }
    assertThat(found(few)).isLessThanOrEqualTo(10);
    store.create("old", new SessionData(later, later, Map.of()), Instant.now().minusSeconds(1));
    assertThat(store.find("old")).isEmpty();
  }

  private static long found(SessionStore few) {
    return java.util.stream.IntStream.range(0, 1000)
        .filter(i -> few.find("id" + i).isPresent())
        .count();
  }

  @Test
  void aChangeLeavesAllElseAsItWas() {
    store.create("id", new SessionData(later, later, Map.of("a", "1", "b", "2")), later);
    var change = new SessionChange(Map.of("c", "3"), Set.of("a"), later.plusSeconds(1), later);
    assertThat(store.update("id", change)).isTrue();
    assertThat(store.find("id"))
        .contains(new SessionData(later, later.plusSeconds(1), Map.of("b", "2", "c", "3")));
    store.remove("id");
    assertThat(store.update("id", change)).isFalse();
    assertThat(store.find("id")).isEmpty();
  }
}
