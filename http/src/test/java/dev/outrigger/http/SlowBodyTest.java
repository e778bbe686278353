package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.RawClient.Answer;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Time;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that take their time with a body, or send too much of one. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class SlowBodyTest {
  private static final HttpHandler LENGTH =
      request -> HttpResponse.text(200, "" + request.body().bytes().length);
  private static final Limits IMPATIENT =
      Limits.defaults().withBodyRate(10_000, Duration.ofMillis(100));

  private static final Limits FAIR = Limits.defaults().withBodyRate(10_000, Duration.ofMillis(500));

  private final TaskBackend backend;

  SlowBodyTest(TaskBackend backend) {
    this.backend = backend;
  }

  @Test
  void aBodyThatStallsIsTimedOut() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, IMPATIENT, LENGTH);
        RawClient client = served.client()) {
      Answer answer = client.post("/", 1000).send("abc").read();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.body()).contains("10000 bytes a second");
      assertThat(answer.closes()).isTrue();
      assertThat(client.readToEnd()).isEmpty();
      logged.expectNothing();
    }
  }

  @Test
  void aBodyThatNeverBeginsIsTimedOut() throws Exception {
    try (Served served = Served.by(backend, IMPATIENT, LENGTH);
        RawClient client = served.client()) {
      assertThat(client.post("/", -1).read().status()).isEqualTo(408);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aHandlerThatStreamsHearsOfItToo() throws Exception {
    CompletableFuture<Integer> heard = new CompletableFuture<>();
    HttpHandler streaming =
        request -> {
          try {
            request.body().forEach(part -> {});
          } catch (HttpException e) {
            heard.complete(e.status());
            throw e;
          }
          return HttpResponse.text(200, "all");
        };
    try (Served served = Served.by(backend, IMPATIENT, streaming);
        RawClient client = served.client()) {
      assertThat(client.post("/", -1).send("3\r\nabc\r\n").read().status()).isEqualTo(408);
      assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo(408);
    }
  }

  @Test
  void theRestOfABodyThatNobodyWantsIsNotWaitedForEither() throws Exception {
    try (Served served = Served.by(backend, IMPATIENT, r -> HttpResponse.text(200, "done"));
        RawClient client = served.client()) {
      Answer answer = client.post("/", 1000).send("abc").read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aHandlerThatIsSlowCostsNoClientItsBody() throws Exception {
    int length = 8 * 1024 * 1024;
    HttpHandler late =
        request -> {
          // Several times what a client would have.
          Time.sleep(Duration.ofMillis(1500));
          return HttpResponse.text(200, "" + request.body().bytes(length).length);
        };
    try (Served served = Served.by(backend, FAIR, late);
        RawClient client = served.client()) {
      client.post("/", length).send(new byte[length]);
      assertThat(client.read().body()).isEqualTo("" + length);
    }
  }

  @Test
  void aClientThatWaitsForItsWordIsNotSlow() throws Exception {
    HttpHandler late =
        request -> {
          Time.sleep(Duration.ofMillis(1500));
          return LENGTH.handle(request);
        };
    try (Served served = Served.by(backend, FAIR, late);
        RawClient client = served.client()) {
      client.post("/", 3, "Expect: 100-continue");
      assertThat(client.read().status()).isEqualTo(100);
      assertThat(client.send("abc").read().body()).isEqualTo("3");
    }
  }

  @Test
  void aWholeBodyMayHaveItsTime() throws Exception {
    Limits limits =
        IMPATIENT.withBodyRate(0, Duration.ofSeconds(1)).withBodyTimeout(Duration.ofMillis(100));
    try (Served served = Served.by(backend, limits, LENGTH);
        RawClient client = served.client()) {
      Answer answer = client.post("/", 1000).send("abc").read();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.body()).contains("100 ms");
    }
  }

  @Test
  void chunksAboveTheCeilingAreRefusedWhateverTheHandlerAsksFor() throws Exception {
    HttpHandler greedy =
        request -> HttpResponse.text(200, "" + request.body().bytes(Long.MAX_VALUE).length);
    Limits low = Limits.defaults().withBodyCeiling(1000);
    try (Served served = Served.by(backend, low, greedy);
        RawClient client = served.client()) {
      client.post("/", -1).send("3e8\r\n").send(new byte[1000]).send("\r\n0\r\n\r\n");
      assertThat(client.read().body()).isEqualTo("1000");
      client.post("/", -1).send("3e8\r\n").send(new byte[1000]).send("\r\n1\r\na\r\n");
      Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("1000 bytes");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aDeclaredLengthAboveTheCeilingIsRefusedBeforeAHandlerSeesIt() throws Exception {
    SawHandler handler = new SawHandler();
    Limits low = Limits.defaults().withBodyCeiling(1000);
    try (Served served = Served.by(backend, low, handler);
        RawClient client = served.client()) {
      assertThat(client.post("/", 1001).read().status()).isEqualTo(413);
      assertThat(client.readToEnd()).isEmpty();
      assertThat(handler.count()).isZero();
    }
  }
}
