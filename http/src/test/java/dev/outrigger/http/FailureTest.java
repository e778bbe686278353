package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.RawClient.Answer;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class FailureTest {
  private final TaskBackend backend;

  FailureTest(TaskBackend backend) {
    this.backend = backend;
  }

  @Test
  void anHttpExceptionIsAnsweredWithItsStatus() throws Exception {
    HttpHandler refusing =
        request -> {
          throw new HttpException(422, "no such fruit");
        };
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, refusing);
        RawClient client = served.client()) {
      Answer answer = client.get("/").read();
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.body()).isEqualTo("no such fruit\n");
      assertThat(answer.closes()).isFalse();
      logged.expectNothing();
    }
  }

  @Test
  void whatTheClientDidWrongStaysItsFaultHoweverItIsWrapped() throws Exception {
    HttpHandler wrapping =
        request -> {
          try {
            return HttpResponse.of(200, "", request.body().bytes());
          } catch (HttpException e) {
            throw new IOException("cannot parse", e);
          }
        };
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, wrapping);
        RawClient client = served.client()) {
      client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n");
      assertThat(client.read().status()).isEqualTo(400);
      logged.expectNothing();
    }
  }

  @Test
  void anythingElseIsLoggedOnceAndTellsTheClientNothing() throws Exception {
    HttpHandler broken =
        request -> {
          throw new IllegalStateException("the secret is 42");
        };
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, broken);
        RawClient client = served.client()) {
      Answer answer = client.get("/break?a=b").read();
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("internal server error\n");
      assertThat(client.get("/again").read().status()).isEqualTo(500);
      assertThat(logged.records()).hasSize(2);
      assertThat(logged.records().getFirst())
          .satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(line.getMessage())
                .isEqualTo("the handler of GET /break?a=b failed; the client got status 500");
            assertThat(line.getThrown()).hasMessage("the secret is 42");
          });
    }
  }

  @Test
  void anErrorOfTheJvmEndsOneRequestOnly() throws Exception {
    HttpHandler deep =
        request -> {
          if (request.path().equals("/deep")) {
            throw new StackOverflowError();
          }
          return HttpResponse.text(200, "ok");
        };
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, deep);
        RawClient client = served.client()) {
      assertThat(client.get("/deep").read().status()).isEqualTo(500);
      assertThat(client.get("/").read().status()).isEqualTo(200);
      assertThat(logged.records()).hasSize(1);
    }
  }
}
