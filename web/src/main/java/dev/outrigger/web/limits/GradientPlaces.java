package dev.outrigger.web.limits;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import dev.outrigger.web.Request;
import java.util.Optional;

/** The only class that knows Netflix's concurrency-limits, which need not be there. */
final class GradientPlaces implements Places {
  private final Limiter<Request> limiter;
  private final Limit limit;

  private GradientPlaces(Limit limit) {
    this.limiter = SimpleLimiter.newBuilder().limit(limit).build();
    this.limit = limit;
  }

  static Places fixed(int most) {
    return new GradientPlaces(FixedLimit.of(most));
  }

  static Places adaptive(int least, int most) {
    return new GradientPlaces(
        Gradient2Limit.newBuilder()
            .initialLimit(Math.min(most, Math.max(least, 20)))
            .minLimit(least)
            .maxConcurrency(most)
            .build());
  }

  @Override
  public Optional<Place> take(Request request) {
    return limiter.acquire(request).map(Taken::new);
  }

  @Override
  public int limit() {
    return limit.getLimit();
  }

  private record Taken(Limiter.Listener listener) implements Place {
    @Override
    public void onSuccess() {
      listener.onSuccess();
    }

    @Override
    public void onDropped() {
      listener.onDropped();
    }

    @Override
    public void onIgnore() {
      listener.onIgnore();
    }
  }
}
