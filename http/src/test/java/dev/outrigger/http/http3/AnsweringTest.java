package dev.outrigger.http.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.http3.ClientStream.Answer;
import dev.outrigger.runtime.TaskBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests over HTTP/3 and what they are answered. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class AnsweringTest {
  private final TaskBackend backend;
  private final CountDownLatch bothAreHere = new CountDownLatch(2);

  AnsweringTest(TaskBackend backend) {
    this.backend = backend;
  }

  private HttpResponse handle(HttpRequest request) throws Exception {
    return switch (request.path()) {
      case "/echo" -> HttpResponse.of(200, "", request.body().bytes());
      case "/count" -> HttpResponse.text(200, "" + request.body().bytes(16 << 20).length);
      case "/trailers" -> {
        byte[] _ = request.body().bytes();
        yield HttpResponse.text(200, request.body().trailers().first("sum").orElse("none"));
      }
      case "/big" -> HttpResponse.of(200, "", new byte[1 << 20]);
      case "/stream" ->
          HttpResponse.stream(
              200,
              "text/plain",
              out -> {
                for (int i = 0; i < 10_000; i++) {
                  out.write("0123456789");
                }
                out.trailer("Sum", "42");
              });
      case "/meet" -> {
        bothAreHere.countDown();
        bothAreHere.await();
        yield HttpResponse.text(200, "met");
      }
      case "/who" ->
          HttpResponse.text(
              200,
              "%s %s %s %s %s %s"
                  .formatted(
                      request.version(),
                      request.scheme(),
                      request.tls().orElseThrow().protocol(),
                      request.tls().orElseThrow().applicationProtocol().orElse(""),
                      request.tls().orElseThrow().serverName().orElse(""),
                      request.headers().first("Host").orElse("")));
      default -> HttpResponse.text(200, request.method() + " " + request.target());
    };
  }

  private Served serving() {
    return Http3Served.by(backend, this::handle);
  }

  @Test
  void aRequestIsAnswered() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      Answer answer = client.get("/a?b=c").answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("GET /a?b=c");
      assertThat(answer.fields())
          .containsEntry("content-length", "10")
          .containsEntry("content-type", "text/plain; charset=utf-8")
          .containsKey("date")
          .doesNotContainKey("alt-svc");
      assertThat(served.server().statistics().connectionsOpen()).isEqualTo(1);
      assertThat(served.server().statistics().successes()).isEqualTo(1);
      logged.expectNothing();
    }
  }

  @Test
  void theRequestTellsWhatItCameOver() throws Exception {
    try (Served served = serving();
        Http3Client client =
            Http3Client.to(served.server().address()).asking("www.example.org").connect()) {
      assertThat(client.get("/who").answer().body())
          .isEqualTo("HTTP/3 https TLSv1.3 h3 www.example.org localhost");
    }
  }

  @Test
  void aBodyGoesUpAndAnotherComesDown() throws Exception {
    try (Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      assertThat(client.post("/echo").data(true, "hello").answer().body()).isEqualTo("hello");
      assertThat(client.post("/count").data(true, new byte[1 << 20]).answer().body())
          .isEqualTo("1048576");
      assertThat(client.get("/big").answer().body()).hasSize(1 << 20);
    }
  }

  @Test
  void anAnswerIsStreamedWithTrailers() throws Exception {
    try (Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      Answer answer = client.get("/stream").answer();
      assertThat(answer.body()).hasSize(100_000);
      assertThat(answer.trailers()).containsEntry("sum", "42");
    }
  }

  @Test
  void aRequestHasTrailers() throws Exception {
    try (Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      assertThat(
              client.post("/trailers").data(false, "12").fields(true, "sum", "3").answer().body())
          .isEqualTo("3");
    }
  }

  @Test
  void aHeadHasNoBody() throws Exception {
    try (Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      Answer answer = client.open().head(true, "HEAD", "/big").answer();
      assertThat(answer.body()).isEmpty();
      assertThat(answer.fields()).containsEntry("content-length", "1048576");
    }
  }

  @Test
  void streamsRunAtOnce() throws Exception {
    try (Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      List<ClientStream> others = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        others.add(client.get("/" + i));
      }
      ClientStream one = client.get("/meet");
      ClientStream two = client.get("/meet");
      assertThat(one.answer().body()).isEqualTo("met");
      assertThat(two.answer().body()).isEqualTo("met");
      for (int i = 0; i < 50; i++) {
        assertThat(others.get(i).answer().body()).isEqualTo("GET /" + i);
      }
    }
  }

  @Test
  void aClientThatAsksWhetherToSendIsTold() throws Exception {
    try (Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      ClientStream stream = client.post("/echo", "expect", "100-continue");
      assertThat(stream.next().toString()).contains(":status=100");
      assertThat(stream.data(true, "now").answer().body()).isEqualTo("now");
    }
  }

  @Test
  void aBodyThatNobodyReadsIsNotWaitedFor() throws Exception {
    try (Served served = serving();
        Http3Client client = Http3Served.client(served)) {
      ClientStream stream = client.post("/unread").data(false, new byte[100]);
      assertThat(stream.answer().body()).isEqualTo("POST /unread");
      assertThat(client.get("/next").answer().body()).isEqualTo("GET /next");
    }
  }
}
