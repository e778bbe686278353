package dev.outrigger.http;

/**
 * A request that no handler sees: what it gets instead. The connection is closed after it, since
 * what follows on it cannot be trusted to begin where we think.
 */
record Refusal(int status, String reason) {
  HttpResponse response() {
    return HttpResponse.text(status, reason + "\n");
  }
}
