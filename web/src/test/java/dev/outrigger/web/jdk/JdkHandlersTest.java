package dev.outrigger.web.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.testclient.TestCall;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Handlers of the JDK's server, as they are. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class JdkHandlersTest {
  @Parameter private TaskBackend backend;

  private TestClient client(HttpHandler handler) throws Exception {
    return TestClient.overSocket(
        app -> {
          app.withoutPool();
          app.mount("/old", JdkHandlers.application("/old", handler));
        },
        backend);
  }

  @Test
  void aHandlerEchoesWithItsFieldsAndLength() throws Exception {
    try (TestClient client =
        client(exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "text/x-echo");
          exchange.getResponseHeaders().add("X-Path", exchange.getRequestURI().toString());
          exchange.getResponseHeaders().add("X-Context", exchange.getHttpContext().getPath());
          exchange.sendResponseHeaders(201, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        })) {
      TestResponse answer = client.send(TestRequest.post("/old/a/b?c=d").text("grüße"));
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.text()).isEqualTo("grüße");
      assertThat(answer.header("Content-Type")).contains("text/x-echo");
      assertThat(answer.header("X-Path")).contains("/old/a/b?c=d");
      assertThat(answer.header("X-Context")).contains("/old");
      assertThat(answer.header("Content-Length")).contains("7");
    }
  }

  @Test
  void aBodyOfUnknownLengthGoesOutWhileItIsWritten() throws Exception {
    var mayGoOn = new CountDownLatch(1);
    try (TestClient client =
            client(exchange -> {
              exchange.sendResponseHeaders(200, 0);
              var out = exchange.getResponseBody();
              out.write("first".getBytes(StandardCharsets.UTF_8));
              out.flush();
              await(mayGoOn);
              out.write("second".getBytes(StandardCharsets.UTF_8));
              exchange.close();
            });
        TestCall call = client.start(TestRequest.get("/old"))) {
      assertThat(call.read()).contains("first");
      mayGoOn.countDown();
      assertThat(call.read()).contains("second");
      assertThat(call.read()).isEmpty();
    }
  }

  @Test
  void noBodyIsNoBody() throws Exception {
    try (TestClient client = client(exchange -> exchange.sendResponseHeaders(204, -1))) {
      assertThat(client.get("/old/x").status()).isEqualTo(204);
    }
  }

  @Test
  void aHandlerThatWritesForAHeadEndsAllTheSame() throws Exception {
    var ended = new CountDownLatch(1);
    try (TestClient client =
        client(exchange -> {
          exchange.sendResponseHeaders(200, 5);
          exchange.getResponseBody().write(new byte[5]);
          ended.countDown();
        })) {
      assertThat(client.send(TestRequest.of("HEAD", "/old")).bytes()).isEmpty();
      ended.await();
    }
  }

  @Test
  void aFailureBeforeTheHeadIsAnAnswer() throws Exception {
    try (TestClient client =
        TestClient.of(
            app -> {
              app.withoutPool();
              app.onFailure(IOException.class, (_, e) -> "failed: " + e.getMessage());
              app.get(
                  "/",
                  JdkHandlers.handler(
                      "/",
                      _ -> {
                        throw new IOException("no disk");
                      }));
            },
            backend)) {
      assertThat(client.get("/").text()).isEqualTo("failed: no disk");
    }
  }

  @Test
  void aClientThatGoesAwayInterruptsTheHandler() throws Exception {
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    try (TestClient client =
        client(_ -> {
          begun.countDown();
          try {
            await(new CountDownLatch(1));
          } finally {
            interrupted.countDown();
          }
        })) {
      TestCall call = client.start(TestRequest.get("/old"));
      begun.await();
      call.close();
      interrupted.await();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
