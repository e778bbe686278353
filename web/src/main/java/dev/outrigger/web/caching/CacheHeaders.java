package dev.outrigger.web.caching;

import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.CacheControl;

/**
 * Says what caches may do with answers that don't say it themselves: {@code
 * app.use(CacheHeaders.of(CacheControl.noCache()))}. Without that they guess.
 *
 * <p>It holds for answers to GET and HEAD that succeed. Answers that set a cookie are for one
 * client only, so they become {@code private}; failures become {@code no-store}.
 */
public final class CacheHeaders implements Middleware {
  private static final String NO_STORE = CacheControl.noStore().toString();

  private final String choice;
  private final String forOne;

  private CacheHeaders(CacheControl choice) {
    this.choice = choice.toString();
    this.forOne = choice.contains("no-store") ? choice.toString() : choice.privately().toString();
  }

  /** This, where a handler says nothing. */
  public static CacheHeaders of(CacheControl choice) {
    return new CacheHeaders(choice);
  }

  @Override
  public Response around(Request request, Next next) throws Exception {
    Response answer = next.handle(request);
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    if (!reads || answer.status() == 101 || answer.header("Cache-Control").isPresent()) {
      return answer;
    }
    if (answer.status() >= 400) {
      return answer.header("Cache-Control", NO_STORE);
    }
    return answer.header(
        "Cache-Control", answer.header("Set-Cookie").isPresent() ? forOne : choice);
  }
}
