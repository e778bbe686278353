package dev.outrigger.http;

/**
 * A request that no handler sees: what it gets instead. The connection is closed after it, since
 * what follows on it cannot be trusted to begin where we think.
 */
record Refusal(int status, String reason) {
  /** The same for a handler that is at the request already, and reads its body. */
  HttpException exception() {
    return new HttpException(status, reason);
  }

  HttpResponse response() {
    return HttpResponse.text(status, reason + "\n");
  }
}
