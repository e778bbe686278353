package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpStatistics;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.Served;
import dev.outrigger.http.http2.Http2Client.Answer;
import dev.outrigger.http.peer.Addresses;
import dev.outrigger.runtime.TaskBackend;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests over HTTP/2 that are as they should be. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class AnsweringTest {
  private final TaskBackend backend;

  AnsweringTest(TaskBackend backend) {
    this.backend = backend;
  }

  @Test
  void aRequestIsSeenAsItWasSent() throws Exception {
    HttpHandler echo =
        request ->
            HttpResponse.text(
                200,
                String.join(
                    " ",
                    request.version(),
                    request.method(),
                    request.path(),
                    request.query(),
                    request.headers().first("Host").orElse("none"),
                    request.headers().first("Cookie").orElse("none"),
                    request.headers().all("X-A").toString(),
                    Addresses.text(request.remote())));
    try (Served served = Served.by(backend, echo);
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/a%20b?c=d?e", "cookie", "a=1", "x-a", "1", "cookie", "b=2", "x-a", "2");
      Answer answer = client.answer(1);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo("HTTP/2 GET /a%20b c=d?e test a=1; b=2 [1, 2] " + client.name());
      assertThat(answer.fields())
          .containsEntry("content-length", "" + answer.body().length())
          .containsEntry("content-type", "text/plain; charset=utf-8")
          .containsKey("date");
    }
  }

  @Test
  void aHundredStreamsAreAnsweredAtOnce() throws Exception {
    int streams = 100;
    CountDownLatch all = new CountDownLatch(streams);
    HttpHandler together =
        request -> {
          all.countDown();
          all.await();
          return HttpResponse.text(200, request.path());
        };
    try (Served served = Served.by(backend, together);
        Http2Client client = Http2Client.greeted(served)) {
      for (int i = 0; i < streams; i++) {
        client.get(2 * i + 1, "/" + i);
      }
      for (int i = streams - 1; i >= 0; i--) {
        assertThat(client.answer(2 * i + 1).body()).isEqualTo("/" + i);
      }
      HttpStatistics statistics = served.server().statistics();
      assertThat(statistics.connectionsAccepted()).isEqualTo(1);
      assertThat(statistics.successes()).isEqualTo(streams);
      Served.until(() -> served.server().statistics().requestsRunning() == 0);
    }
  }

  @Test
  void aLongAnswerArrivesWholeAsTheWindowOpens() throws Exception {
    String text = "0123456789".repeat(100_000);
    try (Served served = Served.by(backend, request -> HttpResponse.text(200, text));
        Http2Client client = Http2Client.greeted(served)) {
      client.get(1, "/").get(3, "/");
      assertThat(client.answer(3).body()).isEqualTo(text);
      assertThat(client.answer(1).body()).isEqualTo(text);
    }
  }

  @Test
  void headGetsTheLengthWithoutTheBody() throws Exception {
    try (Served served = Served.by(backend, request -> HttpResponse.text(200, "12345"));
        Http2Client client = Http2Client.greeted(served)) {
      client.request(1, true, "HEAD", "/");
      Answer answer = client.answer(1);
      assertThat(answer.fields()).containsEntry("content-length", "5");
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void anAnswerIsWrittenWhileItGoesWithFieldsBehindIt() throws Exception {
    HttpHandler writer =
        request ->
            HttpResponse.stream(
                    200,
                    "text/plain",
                    out -> {
                      for (int i = 0; i < 1000; i++) {
                        out.write("line " + i + "\n".repeat(100));
                      }
                      out.trailer("X-Sum", "1000");
                    })
                .header("X-More", "yes");
    try (Served served = Served.by(backend, writer);
        Http2Client client = Http2Client.greeted(served)) {
      Answer answer = client.get(1, "/").answer(1);
      assertThat(answer.body()).startsWith("line 0\n").endsWith("line 999" + "\n".repeat(100));
      assertThat(answer.fields())
          .containsEntry("x-more", "yes")
          .doesNotContainKeys("content-length", "transfer-encoding");
      assertThat(answer.trailers()).containsEntry("x-sum", "1000");
    }
  }

  @Test
  void aBodyIsReadAndItsWindowGivenBack() throws Exception {
    HttpHandler reader =
        request -> HttpResponse.text(200, "" + request.body().bytes(10_000_000).length);
    try (Served served = Served.by(backend, reader);
        Http2Client client = Http2Client.greeted(served)) {
      client.post(1, "/", "content-length", "3000000");
      byte[] part = new byte[10_000];
      int stream = Codec.STREAM_WINDOW;
      int whole = 65_535;
      for (int sent = 0; sent < 3_000_000; sent += part.length) {
        while (stream < part.length || whole < part.length) {
          Http2Client.Frame update = client.await(Http2Client.WINDOW_UPDATE);
          if (update.stream() == 0) {
            whole += update.lastStream();
          } else {
            stream += update.lastStream();
          }
        }
        stream -= part.length;
        whole -= part.length;
        client.data(1, sent + part.length == 3_000_000, part);
      }
      assertThat(client.answer(1).body()).isEqualTo("3000000");
    }
  }

  @Test
  void plainHttpIsSpokenOnTheSamePort() throws Exception {
    try (Served served = Served.by(backend, request -> HttpResponse.text(200, request.version()));
        Http2Client two = Http2Client.greeted(served);
        RawClient one = served.client()) {
      assertThat(one.send("P").send("UT / HTTP/1.1\r\nHost: h\r\n\r\n").read().body())
          .isEqualTo("HTTP/1.1");
      assertThat(two.get(1, "/").answer(1).body()).isEqualTo("HTTP/2");
      assertThat(one.get("/").read().body()).isEqualTo("HTTP/1.1");
    }
  }
}
