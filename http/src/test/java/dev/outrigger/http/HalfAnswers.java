package dev.outrigger.http;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A handler whose answers break off, at once or ({@code /wait}) when they are cancelled. */
public final class HalfAnswers implements HttpHandler {
  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public HttpResponse handle(HttpRequest request) {
    return HttpResponse.stream(
        200,
        "text/plain",
        out -> {
          out.write("the first half");
          out.flush();
          if (request.path().equals("/wait")) {
            never.await();
          }
          throw new IOException("the source is gone");
        });
  }
}
