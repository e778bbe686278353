package dev.outrigger.http.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Parrot;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A bug that is met while all connections are looked after ends one of them, and not the clock. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class BrokenGuestTest {
  private static final String ASKING =
      " HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: parrot\r\n\r\n";

  private final TaskBackend backend;

  BrokenGuestTest(TaskBackend backend) {
    this.backend = backend;
  }

  /** One that its author never taught to say goodbye. */
  private static final class Careless extends Parrot {
    @Override
    public void drain() {
      throw new IllegalStateException("it never learned\nto say goodbye");
    }
  }

  @Test
  void oneThatFailsWhileTheServerDrainsDoesNotHoldUpTheOthers() throws Exception {
    Parrot broken = new Careless();
    Parrot sound = new Parrot();
    try (LoggedLines logged = new LoggedLines();
        Served served =
            Served.by(
                backend,
                request ->
                    HttpResponse.upgrade(request.path().equals("/broken") ? broken : sound));
        RawClient first = served.client();
        RawClient second = served.client()) {
      assertThat(first.send("GET /broken" + ASKING).readHead().status()).isEqualTo(101);
      assertThat(second.send("GET /sound" + ASKING).readHead().status()).isEqualTo(101);
      CompletableFuture<Boolean> clean =
          CompletableFuture.supplyAsync(() -> served.server().stop(Duration.ofSeconds(20)));
      first.readToEndOrReset();
      assertThat(second.readToEnd()).isEmpty();
      second.leave();
      assertThat(clean).succeedsWithin(15, TimeUnit.SECONDS).isEqualTo(true);
      assertThat(broken.failure()).isInstanceOf(InterruptedException.class);
      Served.until(() -> !logged.records().isEmpty());
      expectLogged(logged.records(), "it never learned");
    }
  }

  private static void expectLogged(List<LogRecord> records, String failure) {
    assertThat(records)
        .singleElement()
        .satisfies(record -> {
          assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
          assertThat(LoggedLines.text(record))
              .startsWith(
                  "a connection is closed, since looking after it failed:"
                      + " java.lang.IllegalStateException: "
                      + failure)
              .doesNotContain("\n");
          assertThat(record.getThrown()).hasMessageStartingWith(failure);
        });
  }
}
