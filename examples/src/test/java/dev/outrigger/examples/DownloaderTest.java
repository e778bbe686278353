package dev.outrigger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DownloaderTest {
  private static final TaskBackend BEST = TaskBackend.best();
  private static final byte[] CONTENTS = contents();

  @TempDir private Path folder;

  private final Queue<String> ranges = new ConcurrentLinkedQueue<>();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final CountDownLatch four = new CountDownLatch(4);
  private final CountDownLatch five = new CountDownLatch(5);
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @SuppressWarnings("NullAway.Init")
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> send(exchange, 200, 0, CONTENTS.length));
    server.createContext("/empty", exchange -> send(exchange, 200, 0, 0));
    server.createContext("/gone", exchange -> exchange.sendResponseHeaders(404, -1));
    server.createContext("/crowd", this::crowd);
    server.createContext("/dies", exchange -> send(exchange, 200, 0, CONTENTS.length / 2));
    server.createContext("/dies-once", this::dieOnce);
    server.createContext("/changes", this::change);
    server.createContext("/hangs", this::hang);
    server.start();
  }

  @AfterEach
  void stopServer() {
    over.countDown();
    server.stop(0);
    threads.close();
  }

  @ParameterizedTest
  @EnumSource(TaskBackend.class)
  void allFilesComeFourAtOnceAndNeverMore(TaskBackend backend) throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      names.add("crowd/" + i);
    }
    assertThat(download(backend, 0, names)).contains("0: done, 1.0 MB", "11: done, 1.0 MB");
    assertThat(mostAtOnce.get()).isEqualTo(4);
    for (int i = 0; i < 12; i++) {
      assertThat(folder.resolve("" + i)).hasBinaryContent(CONTENTS);
    }
    assertThat(left()).hasSize(12);
  }

  @Test
  void anEmptyFileIsAFile() throws Exception {
    assertThat(download(BEST, 0, List.of("empty"))).contains("empty: done, 0.0 MB");
    assertThat(folder.resolve("empty")).isEmptyFile();
  }

  @Test
  void aServerThatDiesInTheMiddleIsAskedForTheRest() throws Exception {
    assertThat(download(BEST, 0, List.of("dies-once"))).contains("dies-once: done, 1.0 MB");
    assertThat(folder.resolve("dies-once")).hasBinaryContent(CONTENTS);
    assertThat(ranges).hasSize(2).element(1).asString().matches("bytes=[1-9][0-9]*-");
  }

  @Test
  void aFileThatChangedInTheMiddleIsTakenFromTheBeginning() throws Exception {
    assertThat(download(BEST, 0, List.of("changes"))).contains("changes: done");
    assertThat(folder.resolve("changes")).hasBinaryContent(CONTENTS);
  }

  @Test
  void aFileThatFailsIsRemovedAndTheOthersStay() throws Exception {
    assertThat(download(BEST, 1, List.of("dies", "whole", "gone")))
        .contains("dies: failed: ", "whole: done, 1.0 MB", "gone: failed: status 404");
    assertThat(left()).containsExactly("whole");
    assertThat(folder.resolve("whole")).hasBinaryContent(CONTENTS);
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() throws Exception {
    assertThat(download(BEST, 1, List.of("hangs"), "--silence", "5"))
        .contains("hangs: failed: the deadline of 5 s struck");
    assertThat(ranges).hasSize(3);
    assertThat(left()).isEmpty();
  }

  @Test
  void afterCtrlCNoPartIsLeft() throws Exception {
    try (Program program = start(BEST, List.of("hangs", "whole"))) {
      program.says("whole: done");
      Path part = folder.resolve("hangs.part");
      Await.until("a part is written", () -> Files.exists(part) && Files.size(part) > 0);
      program.signal("INT");
      assertThat(program.endsWith(130)).doesNotContain("hangs: ");
    }
    assertThat(left()).containsExactly("whole");
  }

  @Test
  void filesOfTheSameNameAreRefusedBeforeAnyIsBegun() throws Exception {
    assertThat(download(BEST, 2, List.of("a/x", "b/x"))).startsWith("usage: Downloader");
    assertThat(left()).isEmpty();
  }

  @Test
  void withoutAnAddressItSaysHowItIsUsed() throws Exception {
    assertThat(download(BEST, 2, List.of())).startsWith("usage: Downloader");
  }

  private String download(TaskBackend backend, int status, List<String> names, String... options)
      throws Exception {
    try (Program program = start(backend, names, options)) {
      return program.endsWith(status);
    }
  }

  private Program start(TaskBackend backend, List<String> names, String... options)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(folder.toString());
    int port = server.getAddress().getPort();
    names.forEach(name -> arguments.add("http://127.0.0.1:" + port + "/" + name));
    return Program.start(backend, "Downloader", arguments.toArray(String[]::new));
  }

  private List<String> left() {
    return Arrays.stream(folder.toFile().listFiles()).map(file -> file.getName()).sorted().toList();
  }

  /** Says the whole length, and closes the connection where fewer bytes are sent. */
  private void send(HttpExchange exchange, int status, int from, int to) throws IOException {
    try (exchange) {
      begin(exchange, status, to == 0 ? -1 : CONTENTS.length - from);
      exchange.getResponseBody().write(CONTENTS, from, to - from);
    }
  }

  private void begin(HttpExchange exchange, int status, int length) throws IOException {
    ranges.add(exchange.getRequestHeaders().getOrDefault("Range", List.of("none")).getFirst());
    exchange.getResponseHeaders().set("ETag", "\"one\"");
    exchange.sendResponseHeaders(status, length);
  }

  private void dieOnce(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      send(exchange, 200, 0, CONTENTS.length / 2);
    } else {
      assertThat(exchange.getRequestHeaders().getFirst("If-Range")).isEqualTo("\"one\"");
      int from = Integer.parseInt(range.replaceAll("\\D", ""));
      send(exchange, 206, from, CONTENTS.length);
    }
  }

  /** As a server does whose file is no longer the one that the client has a part of. */
  private void change(HttpExchange exchange) throws IOException {
    boolean again = exchange.getRequestHeaders().containsKey("Range");
    send(exchange, 200, 0, again ? CONTENTS.length : CONTENTS.length / 2);
  }

  private void hang(HttpExchange exchange) throws IOException {
    try (exchange) {
      begin(
          exchange, exchange.getRequestHeaders().containsKey("Range") ? 206 : 200, CONTENTS.length);
      exchange.getResponseBody().write(CONTENTS, 0, CONTENTS.length / 4);
      exchange.getResponseBody().flush();
      wait(over, 60_000);
    }
  }

  /** Nobody goes before four are there; had fewer come, all would wait. */
  private void crowd(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    four.countDown();
    five.countDown();
    wait(four, 30_000);
    // One too many would come now.
    wait(five, 300);
    atOnce.decrementAndGet();
    send(exchange, 200, 0, CONTENTS.length);
  }

  private static void wait(CountDownLatch event, int ms) {
    try {
      boolean _ = event.await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] contents() {
    byte[] bytes = new byte[1 << 20];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
