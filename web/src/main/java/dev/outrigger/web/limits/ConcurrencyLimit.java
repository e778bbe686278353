package dev.outrigger.web.limits;

import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.libraries.OptionalLibrary;
import dev.outrigger.web.operation.Operation;
import dev.outrigger.web.operation.OperationChange;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets so many requests run at once, and refuses others at once with 503 and {@code Retry-After}:
 * better a quick refusal for some than a slow answer for all. Besides the server's own limit for
 * all requests ({@link dev.outrigger.http.Limits#requests()}), for a part of an application.
 *
 * <p>{@link #adaptive} finds the number by itself, from how much longer answers take than they did
 * for a long time (Netflix's gradient algorithm). Answers that broke down as if overloaded, 503 and
 * 504, lower it.
 */
public final class ConcurrencyLimit implements Middleware, OperationChange {
  private final Places places;

  private ConcurrencyLimit(Supplier<Places> making) {
    this.places = OptionalLibrary.CONCURRENCY_LIMITS.need("limits of concurrency", making);
  }

  /** So many at once. */
  public static ConcurrencyLimit of(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least 1 request must run at once, not " + most);
    }
    return new ConcurrencyLimit(() -> GradientPlaces.fixed(most));
  }

  /**
   * As many at once as do not slow each other down.
   *
   * @param least what it never goes below
   * @param most what it never goes above
   */
  public static ConcurrencyLimit adaptive(int least, int most) {
    if (least < 1 || most < least) {
      throw new IllegalArgumentException(
          "the limit lies between 1 and more, not between " + least + " and " + most);
    }
    return new ConcurrencyLimit(() -> GradientPlaces.adaptive(least, most));
  }

  /** How many may run at once now. */
  public int limit() {
    return places.limit();
  }

  @Override
  public Operation around(Operation inner) {
    return inner.answeringProblem(503);
  }

  @Override
  public Response around(Request request, Next next) {
    Optional<Places.Place> place = places.take(request);
    if (place.isEmpty()) {
      throw Problem.of(503, "Too many requests of this kind are running; try again in a second")
          .header("Retry-After", "1");
    }
    Response answer = next.handle(request);
    switch (answer.status()) {
      case 503, 504 -> place.get().onDropped();
      default -> {
        // How long a failure or a client's departure took says nothing about the load.
        if (answer.status() >= 400 || request.scope().isCancelled()) {
          place.get().onIgnore();
        } else {
          place.get().onSuccess();
        }
      }
    }
    return answer;
  }
}
