package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.TaskBackend;
import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies that are read part by part. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class StreamedBodyTest {
  private static final byte[] MEGABYTES = new byte[8 * 1024 * 1024];

  static {
    new Random(1).nextBytes(MEGABYTES);
  }

  private final TaskBackend backend;

  StreamedBodyTest(TaskBackend backend) {
    this.backend = backend;
  }

  private String answerTo(HttpHandler handler, byte[] body) throws Exception {
    try (Served served = Served.by(backend, handler);
        RawClient client = served.client()) {
      client.post("/", body.length).send(body);
      return client.read().body();
    }
  }

  private static HttpResponse same(byte[] body) {
    return HttpResponse.text(200, Arrays.equals(body, MEGABYTES) ? "same" : "different");
  }

  @Test
  void anArrayIsFilledWithWhatThereIs() throws Exception {
    HttpHandler odd =
        request -> {
          ByteArrayOutputStream whole = new ByteArrayOutputStream();
          byte[] into = new byte[70_001];
          for (int n = request.body().read(into); n >= 0; n = request.body().read(into)) {
            assertThat(n).isPositive();
            whole.write(into, 0, n);
          }
          assertThat(request.body().read(into)).isEqualTo(-1);
          return same(whole.toByteArray());
        };
    assertThat(answerTo(odd, MEGABYTES)).isEqualTo("same");
  }

  @Test
  void eachPartIsGivenAsItComes() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    HttpHandler parts =
        request -> {
          ByteArrayOutputStream whole = new ByteArrayOutputStream();
          request
              .body()
              .forEach(part -> {
                whole.writeBytes(part);
                first.countDown();
              });
          return HttpResponse.text(200, whole.toString(StandardCharsets.US_ASCII));
        };
    try (Served served = Served.by(backend, parts);
        RawClient client = served.client()) {
      client.post("/", -1).send("3\r\nabc\r\n");
      assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(client.send("2\r\nde\r\n0\r\n\r\n").read().body()).isEqualTo("abcde");
    }
  }

  @Test
  void aStreamIsForWhoeverWantsOne() throws Exception {
    HttpHandler stream = request -> same(request.body().asInputStream().readAllBytes());
    assertThat(answerTo(stream, MEGABYTES)).isEqualTo("same");
  }

  @Test
  void aStreamGivesSingleBytesToo() throws Exception {
    HttpHandler stream =
        request -> {
          var in = request.body().asInputStream();
          return HttpResponse.text(200, in.read() + " " + in.read() + " " + in.read());
        };
    assertThat(answerTo(stream, new byte[] {(byte) 0xff, 1})).isEqualTo("255 1 -1");
  }

  @Test
  void whoReadsSlowlyStopsTheClient() throws Exception {
    AtomicLong sent = new AtomicLong();
    CountDownLatch stuck = new CountDownLatch(1);
    HttpHandler slow =
        request -> {
          byte[] few = new byte[1000];
          int length = request.body().read(few);
          stuck.await();
          ByteArrayOutputStream whole = new ByteArrayOutputStream();
          whole.write(few, 0, length);
          request.body().forEach(whole::writeBytes);
          return HttpResponse.text(200, "" + whole.size());
        };
    try (Served served = Served.by(backend, slow);
        RawClient client = served.client()) {
      int times = 8;
      client.post("/", (long) times * MEGABYTES.length);
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < times; i++) {
                  client.sendUnchecked(MEGABYTES);
                  sent.incrementAndGet();
                }
              });
      assertThat(sender.join(Duration.ofMillis(300))).isFalse();
      assertThat(sent.get()).isLessThan(times);
      stuck.countDown();
      assertThat(client.read().body()).isEqualTo("" + times * MEGABYTES.length);
      sender.join();
    }
  }

  @Test
  void whatAHandlerLeavesOfABodyIsDropped() throws Exception {
    HttpHandler first = request -> HttpResponse.text(200, "" + request.body().read(new byte[2]));
    try (Served served = Served.by(backend, first);
        RawClient client = served.client()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.post("/", 10_000).send(new byte[10_000]).read().body()).isEqualTo("2");
      }
    }
  }

  @Test
  void wholeAndInPartsDoNotMix() throws Exception {
    HttpHandler both =
        request -> {
          request.body().read(new byte[1]);
          assertThatThrownBy(() -> request.body().bytes())
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("the body was read in parts; it cannot be had whole now");
          return HttpResponse.text(200, "no");
        };
    assertThat(answerTo(both, new byte[3])).isEqualTo("no");
    HttpHandler other =
        request -> {
          request.body().bytes();
          assertThatThrownBy(() -> request.body().read(new byte[1]))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("the body was read whole; it cannot be read in parts now");
          return HttpResponse.text(200, "no");
        };
    assertThat(answerTo(other, new byte[3])).isEqualTo("no");
  }

  @Test
  void noBodyIsAtItsEnd() throws Exception {
    HttpHandler none =
        request -> {
          request.body().forEach(part -> {});
          return HttpResponse.text(
              200, request.body().read(new byte[1]) + request.body().trailers().toString());
        };
    assertThat(answerTo(none, new byte[0])).isEqualTo("-1[]");
  }

  @Test
  void trailersComeWithTheEnd() throws Exception {
    HttpHandler checksum =
        request -> {
          byte[] body = request.body().asInputStream().readAllBytes();
          return HttpResponse.text(
              200, body.length + " " + request.body().trailers().first("checksum").orElse("none"));
        };
    try (Served served = Served.by(backend, checksum);
        RawClient client = served.client()) {
      client.post("/", -1, "Trailer: Checksum").send("3\r\nabc\r\n0\r\nChecksum: 1\r\n\r\n");
      assertThat(client.read().body()).isEqualTo("3 1");
      assertThat(client.post("/", 3).send("abc").read().body()).isEqualTo("3 none");
    }
  }

  @Test
  void aReaderHearsThatTheClientWentAway() throws Exception {
    CompletableFuture<Throwable> heard = new CompletableFuture<>();
    CountDownLatch reading = new CountDownLatch(1);
    HttpHandler stream =
        request -> {
          try {
            request.body().asInputStream().readNBytes(3);
            reading.countDown();
            request.body().asInputStream().readAllBytes();
          } catch (InterruptedIOException e) {
            heard.complete(e);
            throw e;
          }
          return HttpResponse.text(200, "all");
        };
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, stream);
        RawClient client = served.client()) {
      client.post("/", 1000).send("abc");
      assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
      client.leave();
      assertThat(heard.get(10, TimeUnit.SECONDS)).hasMessageContaining("request's body");
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      logged.expectNothing();
    }
  }
}
