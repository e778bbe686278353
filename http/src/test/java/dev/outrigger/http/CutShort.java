package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A handler for clients that don't stay: it reads the whole body at {@code /read}, writes for ever
 * at {@code /write}, answers at once at {@code /quick}, and elsewhere once it may.
 */
public final class CutShort implements HttpHandler {
  private final Fate fate = new Fate();
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final AtomicLong written = new AtomicLong();

  /** Of the first request that was not for {@code /quick}. */
  public Fate fate() {
    return fate;
  }

  /** Lets those answer that wait, with their path. */
  public void mayAnswer() {
    mayAnswer.countDown();
  }

  /** How many bytes it could write so far. */
  public long written() {
    return written.get();
  }

  /** Waits for the end of all, of which so many were cut short. */
  public void expectNothingLeft(Served served, int cancelled) throws Exception {
    Served.until(() -> served.server().statistics().connectionsOpen() == 0);
    Served.until(() -> served.server().statistics().requestsRunning() == 0);
    assertThat(served.server().statistics().cancelledByClients()).isEqualTo(cancelled);
    if (cancelled > 0) {
      fate.expectClientGone();
      assertThat(fate.end()).isNotEmpty();
    }
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws Exception {
    if (request.path().equals("/quick")) {
      return HttpResponse.text(200, "quick");
    }
    fate.begins(request.scope());
    try {
      return switch (request.path()) {
        case "/read" -> HttpResponse.text(200, "" + request.body().bytes().length);
        case "/write" -> HttpResponse.stream(200, "", this::write);
        default -> {
          mayAnswer.await();
          yield HttpResponse.text(200, request.path());
        }
      };
    } catch (Exception e) {
      fate.ends(e.getClass().getSimpleName());
      throw e;
    }
  }

  private void write(ResponseStream out) throws Exception {
    try {
      while (true) {
        out.write(new byte[10_000]);
        written.addAndGet(10_000);
      }
    } catch (Exception e) {
      fate.ends(e.getClass().getSimpleName());
      throw e;
    }
  }
}
