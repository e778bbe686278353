package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Header sections in more than one frame. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class ContinuationTest {
  private final TaskBackend backend;
  private final CountDownLatch mayRead = new CountDownLatch(1);

  ContinuationTest(TaskBackend backend) {
    this.backend = backend;
  }

  private HttpResponse handle(HttpRequest request) throws Exception {
    if (request.path().equals("/later")) {
      mayRead.await();
    }
    return HttpResponse.text(200, "" + request.body().bytes().length);
  }

  @Test
  void aHeaderSectionThatIsNotContinuedEndsTheConnection() throws Exception {
    Limits hasty = Limits.defaults().withHeaderTimeout(Duration.ofMillis(200));
    byte[] fields =
        Http2Client.block(":method", "GET", ":scheme", "http", ":path", "/", ":authority", "test");
    try (Served served = Served.by(backend, hasty, this::handle);
        Http2Client idle = Http2Client.greeted(served);
        Http2Client busy = Http2Client.greeted(served)) {
      idle.frame(Http2Client.HEADERS, Http2Client.END_STREAM, 1, fields).readToEnd();
      busy.get(1, "/later");
      busy.frame(Http2Client.HEADERS, Http2Client.END_STREAM, 3, fields).readToEnd();
      mayRead.countDown();
    }
  }

  @Test
  void aHeaderSectionInManyFramesIsTaken() throws Exception {
    byte[] fields =
        Http2Client.block(":method", "GET", ":scheme", "http", ":path", "/", ":authority", "test");
    try (Served served = Served.by(backend, this::handle);
        Http2Client client = Http2Client.greeted(served)) {
      client.frame(Http2Client.HEADERS, Http2Client.END_STREAM, 1, new byte[0]);
      client.frame(Http2Client.CONTINUATION, 0, 1, fields);
      client.frame(Http2Client.CONTINUATION, Http2Client.END_HEADERS, 1, new byte[0]);
      assertThat(client.answer(1).body()).isEqualTo("0");
      assertThat(client.get(3, "/").answer(3).body()).isEqualTo("0");
    }
  }
}
