package dev.outrigger.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example whose jobs are in a database, by processes that are killed. */
class DurableJobsIT {
  private static final int NEVER = 0;

  @TempDir private Path folder = Path.of("");
  private Optional<Server> database = Optional.empty();

  @BeforeEach
  void startTheDatabase() throws SQLException {
    database =
        Optional.of(
            Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                .start());
  }

  @AfterEach
  void stopTheDatabase() {
    database.ifPresent(Server::stop);
  }

  private String databaseUrl() {
    return "jdbc:h2:tcp://localhost:" + database.orElseThrow().getPort() + "/./orders";
  }

  /** What the accounts were asked. */
  private record Call(String order, String process) {}

  /**
   * The service that is told of orders.
   *
   * @param calls in their order
   */
  private record Accounts(HttpServer server, BlockingQueue<Call> calls) implements AutoCloseable {
    /**
     * Starts it; of each call's number, from 0, the status of its answer, or that there is none.
     */
    static Accounts start(IntUnaryOperator statusOf) throws IOException {
      BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      var number = new AtomicInteger();
      server.createContext(
          "/",
          exchange -> {
            int status = statusOf.applyAsInt(number.getAndIncrement());
            calls.add(new Call(field(exchange, "Idempotency-Key"), process(exchange)));
            if (status != NEVER) {
              exchange.sendResponseHeaders(status, -1);
              exchange.close();
            }
          });
      server.start();
      return new Accounts(server, calls);
    }

    private static String field(HttpExchange exchange, String name) {
      return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    private static String process(HttpExchange exchange) {
      return field(exchange, "User-Agent").replace("orders/", "");
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    Call next() throws InterruptedException {
      Call call = calls.poll(120, SECONDS);
      assertThat(call).as("the accounts are told within 120 s").isNotNull();
      return Objects.requireNonNull(call);
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private ServerProcess serve(Accounts accounts) throws Exception {
    return ServerProcess.start(
            folder,
            Map.of(
                "XDG_CACHE_HOME",
                folder.resolve("cache").toString(),
                "ACCOUNTS_URL",
                accounts.url(),
                "ORDERS_DATABASE",
                databaseUrl(),
                // Six processes start for a few requests: they need no second compiler.
                "JDK_JAVA_OPTIONS",
                "-XX:TieredStopAtLevel=1"),
            "serve",
            Path.of("../examples/orders/Orders.java").toAbsolutePath().toString(),
            "--class-path",
            jarOf(Scheduler.class) + ":" + jarOf(org.h2.Driver.class),
            "--bind",
            "127.0.0.1:0",
            "--workers",
            "2",
            "--control",
            folder.resolve("control").toString(),
            "--probe",
            "/untold")
        .ready();
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String order(ServerProcess service, String item) throws Exception {
    String answer = service.post("/orders", "{\"item\":\"" + item + "\",\"count\":2}");
    assertThat(answer).startsWith("{\"id\":\"");
    return answer.replaceAll("\\{\"id\":\"(.*)\"}", "$1");
  }

  private static void awaitAllTold(ServerProcess service) throws Exception {
    SupervisedService.await("no order is left", () -> service.get("/untold").equals("0"));
  }

  @Test
  void aJobWhoseProcessIsKilledIsRunByAnotherOne() throws Exception {
    try (Accounts accounts = Accounts.start(number -> number == 0 ? NEVER : 200);
        ServerProcess service = serve(accounts)) {
      String id = order(service, "tea");
      Call first = accounts.next();
      assertThat(first.order()).isEqualTo(id);
      ProcessHandle.of(Long.parseLong(first.process())).orElseThrow().destroyForcibly();
      Call second = accounts.next();
      assertThat(second.order()).isEqualTo(id);
      assertThat(second.process()).isNotEqualTo(first.process());
      awaitAllTold(service);
      assertThat(accounts.calls()).isEmpty();
    }
  }

  @Test
  void aJobOutlivesTheWholeService() throws Exception {
    String id;
    try (Accounts closed = Accounts.start(_ -> 503);
        ServerProcess service = serve(closed)) {
      id = order(service, "tea");
      assertThat(closed.next().order()).isEqualTo(id);
      // Closing it kills all of its processes.
    }
    try (Accounts accounts = Accounts.start(_ -> 200);
        ServerProcess service = serve(accounts)) {
      assertThat(accounts.next().order()).isEqualTo(id);
      awaitAllTold(service);
    }
  }

  @Test
  void eachOfManyJobsIsRunByExactlyOneProcess() throws Exception {
    try (Accounts accounts = Accounts.start(_ -> 200);
        ServerProcess service = serve(accounts)) {
      TreeSet<String> ids = new TreeSet<>();
      for (int i = 0; i < 50; i++) {
        ids.add(order(service, "tea " + i));
      }
      awaitAllTold(service);
      List<Call> calls = new ArrayList<>(accounts.calls());
      assertThat(calls).extracting(Call::order).containsExactlyInAnyOrderElementsOf(ids);
    }
  }
}
