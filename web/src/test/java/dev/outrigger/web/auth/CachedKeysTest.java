package dev.outrigger.web.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.JWKSet;
import dev.outrigger.web.Problem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When keys are fetched, and what is used while they can't be. */
class CachedKeysTest {
  private final AtomicLong nanos = new AtomicLong();
  private final List<CompletableFuture<JWKSet>> fetches = new CopyOnWriteArrayList<>();
  private final CachedKeys keys =
      new CachedKeys(
          () -> {
            var fetch = new CompletableFuture<JWKSet>();
            fetches.add(fetch);
            return fetch;
          },
          "a test",
          nanos::get);

  private void after(Duration time) {
    long _ = nanos.addAndGet(time.toNanos());
  }

  private static JWKSet someKeys() throws Exception {
    return JWKSet.parse(TestKey.of(TestKey.Kind.ED).published("k"));
  }

  private JWKSet first() throws Exception {
    var waiting = CompletableFuture.supplyAsync(this::current);
    while (fetches.isEmpty()) {
      Thread.onSpinWait();
    }
    JWKSet set = someKeys();
    assertThat(fetches.getFirst().complete(set)).isTrue();
    assertThat(waiting.get()).isSameAs(set);
    return set;
  }

  private JWKSet current() {
    try {
      return keys.current();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theyAreFetchedOnceAndThenAgainBesideWhatGoesOn() throws Exception {
    JWKSet old = first();
    after(Duration.ofMinutes(9));
    assertThat(current()).isSameAs(old);
    assertThat(fetches).hasSize(1);
    after(Duration.ofMinutes(2));
    assertThat(current()).isSameAs(old);
    assertThat(current()).isSameAs(old);
    assertThat(fetches).as("one at a time").hasSize(2);
    JWKSet fresh = someKeys();
    assertThat(fetches.getLast().complete(fresh)).isTrue();
    assertThat(current()).isSameAs(fresh);
  }

  @Test
  void aKeyThatIsNotKnownHasThemFetchedAtMostEachHalfMinute() throws Exception {
    JWKSet old = first();
    assertThat(keys.newerThan(old)).isSameAs(old);
    assertThat(fetches).hasSize(1);
    after(Duration.ofSeconds(31));
    var waiting = CompletableFuture.supplyAsync(() -> newerThan(old));
    while (fetches.size() < 2) {
      Thread.onSpinWait();
    }
    JWKSet fresh = someKeys();
    assertThat(fetches.getLast().complete(fresh)).isTrue();
    assertThat(waiting.get()).isSameAs(fresh);
    assertThat(keys.newerThan(old)).isSameAs(fresh);
  }

  private JWKSet newerThan(JWKSet known) {
    try {
      return keys.newerThan(known);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void oldOnesStayInUseForADayIfNoneCanBeHad() throws Exception {
    JWKSet old = first();
    after(Duration.ofHours(23));
    assertThat(current()).isSameAs(old);
    assertThat(fetches.getLast().completeExceptionally(new IllegalStateException("away"))).isTrue();
    assertThat(current()).isSameAs(old);
    after(Duration.ofHours(2));
    var waiting = CompletableFuture.supplyAsync(this::current);
    while (fetches.size() < 3) {
      Thread.onSpinWait();
    }
    assertThat(fetches.getLast().completeExceptionally(new IllegalStateException("away"))).isTrue();
    assertThat(waiting)
        .failsWithin(Duration.ofSeconds(15))
        .withThrowableThat()
        .withCauseInstanceOf(Problem.class);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(keys::current)
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(503));
    assertThat(fetches).as("not tried again at once").hasSize(3);
  }
}
