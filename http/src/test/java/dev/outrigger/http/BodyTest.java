package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.RawClient.Answer;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class BodyTest {
  private static final HttpHandler SUM =
      request -> {
        byte[] body = request.body().bytes(1000);
        long sum = 0;
        for (byte b : body) {
          sum += b;
        }
        return HttpResponse.text(
            200, body.length + " bytes of " + request.body().declaredLength() + ", sum " + sum);
      };

  private final TaskBackend backend;

  BodyTest(TaskBackend backend) {
    this.backend = backend;
  }

  private static byte[] ones(int count) {
    byte[] body = new byte[count];
    Arrays.fill(body, (byte) 1);
    return body;
  }

  @Test
  void aBodyIsReadWhole() throws Exception {
    try (Served served = Served.by(backend, SUM);
        RawClient client = served.client()) {
      for (int i = 0; i < 2; i++) {
        client.post("/", 1000).send(ones(400)).send(ones(600));
        assertThat(client.read().body()).isEqualTo("1000 bytes of 1000, sum 1000");
      }
    }
  }

  @Test
  void aChunkedBodyIsReadWhole() throws Exception {
    try (Served served = Served.by(backend, SUM);
        RawClient client = served.client()) {
      client.post("/", -1).send("3\r\n\1\1\1\r\n").send("2;x=y\r\n\1\1\r\n0\r\nT: t\r\n\r\n");
      assertThat(client.read().body()).isEqualTo("5 bytes of -1, sum 5");
      assertThat(client.get("/").read().body()).isEqualTo("0 bytes of 0, sum 0");
    }
  }

  @Test
  void aBodyOfManyMegabytesArrivesUnchanged() throws Exception {
    HttpHandler echo = r -> HttpResponse.of(200, "", r.body().bytes(8_000_000));
    byte[] body = new byte[8_000_000];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) ('a' + i % 26);
    }
    try (Served served = Served.by(backend, echo);
        RawClient client = served.client()) {
      client.post("/", body.length).send(body);
      assertThat(client.read().body()).isEqualTo(new String(body, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void aClientThatAsksFirstIsToldToGoOn() throws Exception {
    try (Served served = Served.by(backend, SUM);
        RawClient client = served.client()) {
      client.post("/", 3, "Expect: 100-continue");
      assertThat(client.read().status()).isEqualTo(100);
      assertThat(client.send(ones(3)).read().body()).isEqualTo("3 bytes of 3, sum 3");
    }
  }

  @Test
  void aClientThatAsksFirstIsSparedATooLongBody() throws Exception {
    try (Served served = Served.by(backend, SUM);
        RawClient client = served.client()) {
      Answer answer = client.post("/", 1001, "Expect: 100-continue").read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.closes()).isTrue();
    }
  }

  @Test
  void aDeclaredLengthAboveTheLimitIsRefusedBeforeTheBodyComes() throws Exception {
    try (Served served = Served.by(backend, SUM);
        RawClient client = served.client()) {
      Answer answer = client.post("/", 1001).read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("1000 bytes");
    }
  }

  @Test
  void chunksAreRefusedWhenTheyCrossTheLimit() throws Exception {
    try (Served served = Served.by(backend, SUM);
        RawClient client = served.client()) {
      client.post("/", -1).send("3e8\r\n").send(ones(1000)).send("\r\n1\r\n\1");
      assertThat(client.read().status()).isEqualTo(413);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aClientThatSendsThirtyMegabytesFirstStillReadsItsRefusal() throws Exception {
    try (Served served = Served.by(backend, SUM);
        RawClient client = served.client()) {
      client.post("/", 30_000_000).send(ones(30_000_000));
      Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aShortUnreadBodyCostsNoConnection() throws Exception {
    try (Served served = Served.by(backend, r -> HttpResponse.text(200, r.path()));
        RawClient client = served.client()) {
      assertThat(client.post("/1", 1000).read().body()).isEqualTo("/1");
      assertThat(client.send(ones(1000)).get("/2").read().body()).isEqualTo("/2");
    }
  }

  @Test
  void aLongUnreadBodyCostsTheConnection() throws Exception {
    try (Served served = Served.by(backend, r -> HttpResponse.text(200, r.path()));
        RawClient client = served.client()) {
      assertThat(client.post("/1", 1_000_000).read().closes()).isTrue();
      assertThat(client.send(ones(1_000_000)).readToEnd()).isEmpty();
    }
  }

  @Test
  void aBodyThatIsMalformedIsABadRequest() throws Exception {
    try (Served served = Served.by(backend, SUM);
        RawClient client = served.client()) {
      Answer answer = client.post("/", -1).send("1\r\n\1\r\nxyz\r\n").read();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aHandlerThatDoesNotReadStopsTheClient() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    int length = 64 * 1024 * 1024;
    HttpHandler late =
        request -> {
          stuck.await();
          return HttpResponse.text(200, "" + request.body().bytes(length).length);
        };
    try (Served served = Served.by(backend, late);
        RawClient client = served.client()) {
      client.post("/", length);
      Thread sender = Thread.ofVirtual().unstarted(() -> sendAll(client, ones(length)));
      sender.start();
      // What the queue, the decoder and the two kernels' buffers hold is far from the whole.
      assertThat(sender.join(Duration.ofMillis(300))).isFalse();
      stuck.countDown();
      assertThat(client.read().body()).isEqualTo("" + length);
      sender.join();
    }
  }

  private static void sendAll(RawClient client, byte[] body) {
    try {
      client.send(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
