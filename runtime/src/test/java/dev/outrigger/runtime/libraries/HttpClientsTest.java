package dev.outrigger.runtime.libraries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.TaskBackend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The JDK's HTTP client and OkHttp. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class HttpClientsTest {
  @Parameter TaskBackend backend;

  private OnOneLoop one;

  private final CountDownLatch asked = new CountDownLatch(Crowd.SIZE);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;

  @BeforeEach
  void startAServer() throws Exception {
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2 * Crowd.SIZE);
    server.setExecutor(handlers);
    server.createContext(
        "/",
        exchange -> {
          asked.countDown();
          try {
            mayAnswer.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          byte[] body = "answer".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopTheServer() {
    server.stop(0);
    handlers.shutdownNow();
  }

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  @Test
  void aHundredRequestsOfTheJdksClientWaitWhileAnotherTaskIsServed() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address())).build();
      allAreAnswered(() -> client.send(request, BodyHandlers.ofString()).body());
    }
  }

  @Test
  void aHundredRequestsOfOkHttpWaitWhileAnotherTaskIsServed() throws Exception {
    OkHttpClient client = new OkHttpClient();
    Request request = new Request.Builder().url(address()).build();
    try {
      allAreAnswered(() -> {
        try (Response response = client.newCall(request).execute()) {
          return response.body().string();
        }
      });
    } finally {
      client.connectionPool().evictAll();
    }
  }

  private void allAreAnswered(Callable<String> request) throws Exception {
    List<String> answers =
        Crowd.answers(
            one,
            request,
            new Crowd.Light() {
              @Override
              public int waiting() throws InterruptedException {
                asked.await();
                return Crowd.SIZE;
              }

              @Override
              public void release() {
                mayAnswer.countDown();
              }
            });
    assertThat(answers).hasSize(Crowd.SIZE).containsOnly("answer");
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }
}
