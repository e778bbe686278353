package dev.outrigger.web.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.libraries.OptionalLibrary;
import dev.outrigger.web.operation.Operation;
import dev.outrigger.web.operation.OperationChange;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Lets a client ask so many times in a while, and tells it 429 with {@code Retry-After} above that.
 *
 * <pre>{@code
 * app.use(RateLimit.of(100, Duration.ofMinutes(1)));
 * app.post("/login", this::login).use(RateLimit.of(5, Duration.ofMinutes(1)));
 * }</pre>
 *
 * <p>All of it may be used up at once; it comes back evenly over the while (the generic cell rate
 * algorithm, the leaky bucket of ATM networks), which takes one number for each client. A hundred
 * thousand clients are remembered; who is forgotten begins anew. Each server process counts for
 * itself.
 *
 * <p>Answers tell what is left, by {@code RateLimit-Policy} and {@code RateLimit} (draft of the
 * IETF's HTTPAPI group). A network of IPv6 with 64 bits is one client, since one has so many
 * addresses.
 */
public final class RateLimit implements Middleware, OperationChange {
  private static final int MOST_CLIENTS = 100_000;

  private final int burst;
  private final long spacing;
  private final Duration period;
  private final Function<Request, String> key;
  private final LongSupplier clock;
  // For each client, when it would have its full burst again, in nanoseconds.
  private final ConcurrentMap<String, Long> fullAt;

  private RateLimit(int burst, Duration period, Function<Request, String> key, LongSupplier clock) {
    if (burst < 1 || period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException(
          "a rate is at least 1 in a while that is longer than nothing, but this was "
              + burst
              + " in "
              + period);
    }
    this.burst = burst;
    this.period = period;
    this.spacing = Math.max(1, period.toNanos() / burst);
    this.key = key;
    this.clock = clock;
    this.fullAt =
        Caffeine.newBuilder()
            .maximumSize(MOST_CLIENTS)
            .expireAfterWrite(period.toNanos(), TimeUnit.NANOSECONDS)
            .<String, Long>build()
            .asMap();
  }

  /**
   * So many requests in this while, for each address.
   *
   * @throws IllegalStateException if Caffeine is not on the class path
   */
  public static RateLimit of(int requests, Duration period) {
    return OptionalLibrary.CAFFEINE.need(
        "rate limits", () -> new RateLimit(requests, period, ClientKey::of, System::nanoTime));
  }

  /** This limit for each of whatever the function says: a user, an API key. */
  public RateLimit by(Function<Request, String> other) {
    return new RateLimit(burst, period, other, clock);
  }

  /** This limit by another clock, in nanoseconds. For tests. */
  RateLimit clock(LongSupplier nanos) {
    return new RateLimit(burst, period, key, nanos);
  }

  @Override
  public Operation around(Operation inner) {
    return inner.answeringProblem(429);
  }

  @Override
  public Response around(Request request, Next next) {
    long now = clock.getAsLong();
    long[] wait = {0};
    long full =
        fullAt.compute(
            ClientKey.bounded(key.apply(request)),
            (_, before) -> {
              long from = before == null || before - now < 0 ? now : before;
              long after = from + spacing;
              wait[0] = after - now - spacing * burst;
              return wait[0] > 0 ? from : after;
            });
    if (wait[0] > 0) {
      throw refused(wait[0]);
    }
    long left = burst - Math.ceilDiv(full - now, spacing);
    return next.handle(request)
        .header("RateLimit-Policy", "\"default\";q=" + burst + ";w=" + seconds(period.toNanos()))
        .header("RateLimit", "\"default\";r=" + left + ";t=" + seconds(full - now));
  }

  private Problem refused(long wait) {
    return Problem.of(
            429,
            "Here you may ask "
                + burst
                + " times in "
                + seconds(period.toNanos())
                + " s; ask again in "
                + seconds(wait)
                + " s")
        .header("Retry-After", String.valueOf(seconds(wait)));
  }

  private static long seconds(long nanos) {
    return Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L));
  }
}
