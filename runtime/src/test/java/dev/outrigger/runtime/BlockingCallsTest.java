package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A blocking call suspends the task that makes it, and not the loop: in each test only a second
 * task of the same loop can end the first one's wait.
 */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class BlockingCallsTest {
  @Parameter TaskBackend backend;

  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  @Test
  void sleepSuspendsTheTask() throws Exception {
    CompletableFuture<Thread> sleeper = new CompletableFuture<>();
    CompletableFuture<String> slept =
        one.start(() -> {
          sleeper.complete(Thread.currentThread());
          try {
            Thread.sleep(600_000);
            return "slept on";
          } catch (InterruptedException e) {
            return "woken";
          }
        });
    one.run(() -> {
      within(sleeper).interrupt();
      return true;
    });
    assertThat(within(slept)).isEqualTo("woken");
  }

  @Test
  void blockingQueueSuspendsTheTask() throws Exception {
    BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    CompletableFuture<String> taken = one.start(queue::take);
    one.run(() -> queue.add("from the other task"));
    assertThat(within(taken)).isEqualTo("from the other task");
  }

  @Test
  void waitInSynchronizedSuspendsTheTask() throws Exception {
    Object monitor = new Object();
    boolean[] rung = new boolean[1];
    CompletableFuture<Boolean> heard =
        one.start(() -> {
          synchronized (monitor) {
            while (!rung[0]) {
              monitor.wait();
            }
            return rung[0];
          }
        });
    one.run(() -> {
      synchronized (monitor) {
        rung[0] = true;
        monitor.notifyAll();
      }
      return true;
    });
    assertThat(within(heard)).isTrue();
  }

  @Test
  void httpClientSuspendsTheTask() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayAnswer = new CountDownLatch(1);
    HttpServer backendServer =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backendServer.createContext(
        "/",
        exchange -> {
          asked.countDown();
          await(mayAnswer);
          byte[] body = "answer".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    backendServer.start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + backendServer.getAddress().getPort() + "/");
      CompletableFuture<String> body =
          one.start(() ->
              client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
      one.run(release(asked, mayAnswer));
      assertThat(within(body)).isEqualTo("answer");
    } finally {
      backendServer.stop(0);
    }
  }

  @Test
  void jdbcQueryOverASocketSuspendsTheTask() throws Exception {
    Server database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    String url = "jdbc:h2:tcp://localhost:" + database.getPort() + "/mem:blocking-calls";
    SlowQuery.reset();
    try {
      CompletableFuture<Integer> answer = one.start(() -> slowQuery(url));
      one.run(release(SlowQuery.asked, SlowQuery.mayAnswer));
      assertThat(within(answer)).isEqualTo(42);
    } finally {
      database.stop();
    }
  }

  private static int slowQuery(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create alias slow for \"" + SlowQuery.class.getName() + ".answerWhenAllowed\"");
      try (ResultSet rows = statement.executeQuery("select slow()")) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  /** A task that waits for the peer to have the question, then lets it answer. */
  private static Callable<Boolean> release(CountDownLatch asked, CountDownLatch mayAnswer) {
    return () -> {
      boolean arrived = asked.await(20, TimeUnit.SECONDS);
      mayAnswer.countDown();
      return arrived;
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the database calls, on a thread of its own. */
  public static final class SlowQuery {
    static CountDownLatch asked = new CountDownLatch(1);
    static CountDownLatch mayAnswer = new CountDownLatch(1);

    private SlowQuery() {}

    static void reset() {
      asked = new CountDownLatch(1);
      mayAnswer = new CountDownLatch(1);
    }

    public static int answerWhenAllowed() {
      asked.countDown();
      await(mayAnswer);
      return 42;
    }
  }
}
