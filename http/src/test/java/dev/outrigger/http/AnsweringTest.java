package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.RawClient.Answer;
import dev.outrigger.http.peer.Addresses;
import dev.outrigger.runtime.TaskBackend;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

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
                    request.method(),
                    request.target(),
                    request.path(),
                    request.query(),
                    request.headers().first("x-A").orElse("none"),
                    request.headers().all("X-A").toString(),
                    Addresses.text(request.remote())));
    try (Served served = Served.by(backend, echo);
        RawClient client = served.client()) {
      client.send("PUT /a%20b?c=d?e HTTP/1.1\r\nHost: h\r\nX-a: 1\r\nx-A: 2\r\n\r\n");
      assertThat(client.read().body())
          .isEqualTo("PUT /a%20b?c=d?e /a%20b c=d?e 1 [1, 2] " + client.name());
      client.send("GET http://h?x HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(client.read().body()).startsWith("GET http://h?x / x none");
    }
  }

  @Test
  void theConnectionStaysForTheNextRequest() throws Exception {
    try (Served served = Served.by(backend, request -> HttpResponse.text(200, request.path()));
        RawClient client = served.client()) {
      for (int i = 0; i < 5; i++) {
        Answer answer = client.get("/" + i).read();
        assertThat(answer.body()).isEqualTo("/" + i);
        assertThat(answer.headers()).containsKey("date").doesNotContainKey("connection");
      }
      HttpStatistics statistics = served.server().statistics();
      assertThat(statistics.connectionsAccepted()).isEqualTo(1);
      assertThat(statistics.successes()).isEqualTo(5);
      assertThat(statistics.requestsServed()).isEqualTo(5);
      assertThat(statistics.requestsRunning()).isZero();
    }
  }

  @Test
  void aClientThatAsksForItSeesTheConnectionClosed() throws Exception {
    try (Served served = Served.by(backend, request -> HttpResponse.text(200, "bye"));
        RawClient client = served.client()) {
      client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      assertThat(client.readToEnd()).contains("Connection: close\r\n").endsWith("\r\n\r\nbye");
    }
  }

  @Test
  void anOldClientSeesTheConnectionClosed() throws Exception {
    try (Served served = Served.by(backend, request -> HttpResponse.text(200, "old"));
        RawClient client = served.client()) {
      client.send("GET / HTTP/1.0\r\n\r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nold");
    }
  }

  @Test
  void anOldClientMayKeepTheConnection() throws Exception {
    try (Served served = Served.by(backend, request -> HttpResponse.text(200, "old"));
        RawClient client = served.client()) {
      for (int i = 0; i < 2; i++) {
        Answer answer = client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").read();
        assertThat(answer.headers()).containsEntry("connection", "keep-alive");
      }
    }
  }

  @Test
  void headGetsTheLengthWithoutTheBody() throws Exception {
    try (Served served = Served.by(backend, request -> HttpResponse.text(200, "12345"));
        RawClient client = served.client()) {
      Answer head = client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n").readHead();
      assertThat(head.headers()).containsEntry("content-length", "5");
      assertThat(client.get("/").read().body()).isEqualTo("12345");
    }
  }

  @Test
  void anAnswerWithoutContentHasNoLength() throws Exception {
    byte[] none = {};
    try (Served served = Served.by(backend, request -> HttpResponse.of(204, "", none));
        RawClient client = served.client()) {
      Answer answer = client.get("/").read();
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.headers()).doesNotContainKeys("content-length", "content-type");
    }
  }

  @Test
  void aLongAnswerArrivesWhole() throws Exception {
    String text = "0123456789".repeat(500_000);
    HttpResponse response = HttpResponse.text(200, text).header("X-More", "yes");
    try (Served served = Served.by(backend, request -> response);
        RawClient client = served.client()) {
      for (int i = 0; i < 2; i++) {
        Answer answer = client.get("/").read();
        assertThat(answer.body()).isEqualTo(text);
        assertThat(answer.headers()).containsEntry("x-more", "yes");
      }
    }
  }

  @Test
  void aThousandHandlersSleepOnOneLoop() throws Exception {
    int clients = 1000;
    CountDownLatch asleep = new CountDownLatch(clients);
    HttpHandler sleeper =
        request -> {
          asleep.countDown();
          // Each waits for all: it would never end if one held the loop.
          return asleep.await(10, TimeUnit.SECONDS)
              ? HttpResponse.text(200, "all slept")
              : HttpResponse.text(504, asleep.getCount() + " never came");
        };
    try (Served served = Served.by(backend, sleeper)) {
      RawClient[] all = new RawClient[clients];
      for (int i = 0; i < clients; i++) {
        all[i] = served.client().get("/");
      }
      for (RawClient client : all) {
        assertThat(client.read().body()).isEqualTo("all slept");
        client.close();
      }
    }
  }

  @Test
  void aHandlerRunsOnItsConnectionsLoop() throws Exception {
    HttpHandler where =
        request -> {
          Thread.sleep(1);
          return HttpResponse.text(200, Thread.currentThread().toString());
        };
    try (Served served = Served.by(backend, where);
        RawClient client = served.client()) {
      String thread = client.get("/").read().body();
      assertThat(thread).startsWith("VirtualThread[");
      assertThat(thread.endsWith("@test-loop-0")).isEqualTo(backend == TaskBackend.LOOP_CARRIED);
    }
  }
}
