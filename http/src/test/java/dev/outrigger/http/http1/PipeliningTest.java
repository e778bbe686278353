package dev.outrigger.http.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class PipeliningTest {
  private final TaskBackend backend;

  PipeliningTest(TaskBackend backend) {
    this.backend = backend;
  }

  private static String requests(int count) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < count; i++) {
      all.append("GET /").append(i).append(" HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    return all.toString();
  }

  @Test
  void answersComeInTheOrderOfTheRequests() throws Exception {
    HttpHandler laterIsFaster =
        request -> {
          Thread.sleep(20 - Integer.parseInt(request.path().substring(1)) * 2L);
          return HttpResponse.text(200, request.path());
        };
    try (Served served = Served.by(backend, laterIsFaster);
        RawClient client = served.client()) {
      client.send(requests(10));
      for (int i = 0; i < 10; i++) {
        assertThat(client.read().body()).isEqualTo("/" + i);
      }
    }
  }

  @Test
  void anAnswerDoesNotWaitForTheNextHandler() throws Exception {
    CountDownLatch firstHasCome = new CountDownLatch(1);
    HttpHandler secondWaits =
        request -> {
          if (request.path().equals("/1")) {
            firstHasCome.await();
          }
          return HttpResponse.text(200, request.path());
        };
    try (Served served = Served.by(backend, secondWaits);
        RawClient client = served.client()) {
      client.send(requests(3));
      assertThat(client.read().body()).isEqualTo("/0");
      firstHasCome.countDown();
      assertThat(client.read().body()).isEqualTo("/1");
      assertThat(client.read().body()).isEqualTo("/2");
    }
  }

  @Test
  void oneHandlerOfAConnectionRunsAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    HttpHandler counting =
        request -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          Thread.sleep(1);
          inside.decrementAndGet();
          return HttpResponse.text(200, "ok");
        };
    try (Served served = Served.by(backend, counting);
        RawClient client = served.client()) {
      client.send(requests(20));
      for (int i = 0; i < 20; i++) {
        client.read();
      }
      assertThat(most).hasValue(1);
    }
  }

  @Test
  void aThousandRequestsInOneGoAreAllAnswered() throws Exception {
    Limits few = Limits.defaults().withPipelined(2);
    try (Served served = Served.by(backend, few, r -> HttpResponse.text(200, r.path()));
        RawClient client = served.client()) {
      client.send(requests(1000));
      for (int i = 0; i < 1000; i++) {
        assertThat(client.read().body()).isEqualTo("/" + i);
      }
    }
  }

  @Test
  void aLineOfOneKeepsItsOrder() throws Exception {
    Limits one = Limits.defaults().withPipelined(1);
    HttpHandler slowly =
        request -> {
          Thread.sleep(1);
          return HttpResponse.text(200, request.path());
        };
    try (Served served = Served.by(backend, one, slowly);
        RawClient client = served.client()) {
      client.send(requests(10));
      for (int i = 0; i < 10; i++) {
        assertThat(client.read().body()).isEqualTo("/" + i);
      }
    }
  }

  @Test
  void aBadRequestIsRefusedInItsTurn() throws Exception {
    CountDownLatch badOneIsIn = new CountDownLatch(1);
    HttpHandler handler =
        request -> {
          badOneIsIn.await();
          return HttpResponse.text(200, request.path());
        };
    try (Served served = Served.by(backend, handler);
        RawClient client = served.client()) {
      client.send(requests(2)).send("GET / HTTP/1.1\r\n\r\n");
      badOneIsIn.countDown();
      assertThat(client.read().body()).isEqualTo("/0");
      assertThat(client.read().body()).isEqualTo("/1");
      assertThat(client.read().status()).isEqualTo(400);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void whatFollowsTheLastRequestIsIgnored() throws Exception {
    try (Served served = Served.by(backend, r -> HttpResponse.text(200, r.path()));
        RawClient client = served.client()) {
      client.send("GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n" + requests(3));
      assertThat(client.read().body()).isEqualTo("/last");
      assertThat(client.readToEnd()).isEmpty();
      assertThat(served.server().statistics().requestsServed()).isEqualTo(1);
    }
  }
}
