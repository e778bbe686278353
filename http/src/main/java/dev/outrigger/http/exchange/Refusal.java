package dev.outrigger.http.exchange;

import dev.outrigger.http.HttpException;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;

/**
 * A request that no handler sees: what it gets instead. The connection is closed after it, since
 * what follows on it cannot be trusted to begin where we think.
 */
public record Refusal(int status, String reason) {
  /** For a body above {@link Limits#bodyCeiling()}. */
  public static Refusal ofLongBody(Limits limits) {
    return new Refusal(
        413, "the body is longer than the " + limits.bodyCeiling() + " bytes let in here");
  }

  public static Refusal ofLongHeader(Limits limits) {
    return new Refusal(
        431, "the header section is longer than the " + limits.headers() + " bytes allowed");
  }

  /** For what the server cuts off when it goes down. */
  public static Refusal ofShutdown() {
    return new Refusal(503, "the server is shutting down");
  }

  /** The same for a handler that is at the request already, and reads its body. */
  public HttpException exception() {
    return new HttpException(status, reason);
  }

  public HttpResponse response() {
    return HttpResponse.text(status, reason + "\n");
  }
}
