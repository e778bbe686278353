package dev.outrigger.web.auth;

import com.nimbusds.jose.jwk.JWKSet;
import dev.outrigger.web.Problem;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are fetched now and then. However many requests want them, one fetch runs at a time,
 * and it goes on though a client that waits for it goes away.
 *
 * <p>Threading: for all; what it guards by its lock waits for nothing.
 */
final class CachedKeys implements KeySource {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration USABLE = Duration.ofDays(1);
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration PAUSE_WITHOUT_KEYS = Duration.ofSeconds(2);

  private final Supplier<CompletableFuture<JWKSet>> source;
  private final String where;
  private final LongSupplier nanos;
  private @Nullable JWKSet keys;
  private @Nullable CompletableFuture<JWKSet> running;
  private long fetched;
  private Optional<Long> tried = Optional.empty();

  CachedKeys(Supplier<CompletableFuture<JWKSet>> source, String where) {
    this(source, where, System::nanoTime);
  }

  CachedKeys(Supplier<CompletableFuture<JWKSet>> source, String where, LongSupplier nanos) {
    this.source = source;
    this.where = where;
    this.nanos = nanos;
  }

  @Override
  public JWKSet current() throws InterruptedException {
    CompletableFuture<JWKSet> fetch;
    synchronized (this) {
      JWKSet known = keys;
      if (known != null && !isOlder(fetched, USABLE)) {
        if (isOlder(fetched, FRESH) && mayTry(PAUSE)) {
          var _ = fetch();
        }
        return known;
      }
      if (running == null && !mayTry(PAUSE_WITHOUT_KEYS)) {
        throw unavailable();
      }
      fetch = fetch();
    }
    return awaited(fetch).orElseThrow(CachedKeys::unavailable);
  }

  @SuppressWarnings("ReferenceEquality") // the same set, not one with the same keys
  @Override
  public JWKSet newerThan(JWKSet known) throws InterruptedException {
    CompletableFuture<JWKSet> fetch;
    synchronized (this) {
      JWKSet now = keys;
      if (now != null && now != known) {
        return now;
      }
      if (running == null && !mayTry(PAUSE)) {
        return known;
      }
      fetch = fetch();
    }
    return awaited(fetch).orElse(known);
  }

  private boolean mayTry(Duration pause) {
    return running == null && (tried.isEmpty() || isOlder(tried.get(), pause));
  }

  private boolean isOlder(long moment, Duration age) {
    return nanos.getAsLong() - moment >= age.toNanos();
  }

  /** The fetch that runs, or a new one. */
  private synchronized CompletableFuture<JWKSet> fetch() {
    CompletableFuture<JWKSet> now = running;
    if (now == null) {
      tried = Optional.of(nanos.getAsLong());
      now = new CompletableFuture<>();
      running = now;
      CompletableFuture<JWKSet> end = now;
      try {
        var _ = source.get().whenComplete((got, failure) -> ended(end, got, failure));
      } catch (RuntimeException e) {
        ended(end, null, e);
      }
    }
    return now;
  }

  private void ended(
      CompletableFuture<JWKSet> end, @Nullable JWKSet got, @Nullable Throwable failure) {
    synchronized (this) {
      running = null;
      if (got != null) {
        keys = got;
        fetched = nanos.getAsLong();
      }
    }
    if (got != null) {
      end.complete(got);
    } else {
      LOG.log(Level.WARNING, "The keys of tokens can't be had from " + where + ": " + failure);
      end.completeExceptionally(new IllegalStateException("no keys from " + where, failure));
    }
  }

  private static Optional<JWKSet> awaited(CompletableFuture<JWKSet> fetch)
      throws InterruptedException {
    try {
      return Optional.of(fetch.get());
    } catch (ExecutionException e) {
      return Optional.empty();
    }
  }

  private static Problem unavailable() {
    return Problem.of(503, "The keys that tokens are checked by can't be had at the moment")
        .header("Retry-After", "2");
  }
}
