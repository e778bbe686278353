package dev.outrigger.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinkCheckerTest {
  private static final TaskBackend BEST = TaskBackend.best();

  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final CountDownLatch eight = new CountDownLatch(8);
  private final CountDownLatch nine = new CountDownLatch(9);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @SuppressWarnings("NullAway.Init")
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
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
  void brokenLinksAreToldWithAllThePagesThatTheyAreOn(TaskBackend backend) throws Exception {
    pages.put("/", "<a href='a.html'>a</a> <A class=x HREF=\"/gone?a=1&amp;b=2\">gone</A>");
    pages.put("/a.html", "<a href='/'>home</a> <a href='/gone?a=1&b=2#there'>gone</a>");
    String output = check(backend, 1);
    assertThat(output)
        .contains(url("/") + ": " + url("/gone?a=1&b=2") + " is broken: status 404")
        .contains(url("/a.html") + ": " + url("/gone?a=1&b=2") + " is broken: status 404")
        .contains("3 links, 1 broken");
  }

  @Test
  void eachPageIsAskedForOnce() throws Exception {
    pages.put("/", "<a href='/a'>a</a> <a href='/a#part'>a</a> <a href='/b'>b</a>");
    pages.put("/a", "<a href='/b'>b</a> <a href='b'>b</a> <a href='/'>home</a>");
    pages.put("/b", "<a href='./a'>a</a> <a href='/b'>myself</a>");
    assertThat(check(BEST, 0)).contains("3 links, 0 broken");
    assertThat(asked).containsExactlyInAnyOrder("/", "/a", "/b");
  }

  @Test
  void otherHostsAndWhatIsNoPageAreLeftAlone() throws Exception {
    pages.put(
        "/",
        "<a href='http://127.0.0.2:1/'>other</a> <a href='mailto:me@there'>me</a> <a href='p.png'>");
    pages.put("/p.png", "<a href='/gone'>only looks like a link</a>");
    assertThat(check(BEST, 0)).contains("2 links, 0 broken");
  }

  @Test
  void aLinkThatIsNoAddressIsBroken() throws Exception {
    pages.put("/", "<a href='/50%'>half</a>");
    assertThat(check(BEST, 1)).contains(url("/") + ": /50% is broken: Malformed escape pair");
  }

  @Test
  void aPageThatHangsIsBrokenWhenItsTimeIsUpAndHoldsUpNoOther() throws Exception {
    pages.put("/", "<a href='/hang'>hang</a> <a href='/a'>a</a>");
    pages.put("/a", "<a href='/gone'>gone</a>");
    assertThat(check(BEST, 1, "10"))
        .contains(url("/") + ": " + url("/hang") + " is broken: the deadline of 10 s struck")
        .contains(url("/a") + ": " + url("/gone") + " is broken: status 404");
  }

  @Test
  void whenTheTimeForAllIsUpItTellsWhatItHasSeen() throws Exception {
    pages.put("/", "<a href='/hang'>hang</a> <a href='/gone'>gone</a>");
    assertThat(check(BEST, 3, "120", "15"))
        .contains(url("/") + ": " + url("/gone") + " is broken: status 404")
        .contains("the time was up");
  }

  @Test
  void eightPagesAreAskedForAtOnceAndNeverMore() throws Exception {
    pages.put(
        "/",
        IntStream.range(0, 40)
            .mapToObj(i -> "<a href='/crowd" + i + "'>")
            .collect(Collectors.joining()));
    assertThat(check(BEST, 0)).contains("41 links, 0 broken");
    assertThat(mostAtOnce.get()).isEqualTo(8);
  }

  @Test
  void aServerThatIsGoneIsABrokenLink() throws Exception {
    server.stop(0);
    assertThat(check(BEST, 1)).contains("the command line: " + url("/") + " is broken");
  }

  @Test
  void withoutAnAddressItSaysHowItIsUsed() throws Exception {
    try (Program program = Program.start(BEST, "LinkChecker")) {
      assertThat(program.endsWith(2)).startsWith("usage: LinkChecker URL");
    }
    try (Program program = Program.start(BEST, "LinkChecker", "nonsense")) {
      assertThat(program.endsWith(2)).startsWith("usage: LinkChecker URL");
    }
  }

  private String check(TaskBackend backend, int status, String... limits) throws Exception {
    String[] arguments = new String[limits.length + 1];
    arguments[0] = url("/");
    System.arraycopy(limits, 0, arguments, 1, limits.length);
    try (Program program = Program.start(backend, "LinkChecker", arguments)) {
      return program.endsWith(status);
    }
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    try (exchange) {
      if (path.equals("/hang")) {
        wait(over, 60_000);
      } else if (path.startsWith("/crowd")) {
        crowd();
        pages.put(path, "");
      }
      String page = pages.get(path);
      byte[] body = (page == null ? "not here" : page).getBytes(UTF_8);
      exchange
          .getResponseHeaders()
          .set("Content-Type", path.endsWith("g") ? "image/png" : "text/html");
      exchange.sendResponseHeaders(page == null ? 404 : 200, 0);
      exchange.getResponseBody().write(body);
    }
  }

  /** Nobody goes before eight are there; had fewer come, all would wait. */
  private void crowd() {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    eight.countDown();
    nine.countDown();
    wait(eight, 30_000);
    // One too many would come now.
    wait(nine, 300);
    atOnce.decrementAndGet();
  }

  private static void wait(CountDownLatch event, int ms) {
    try {
      boolean _ = event.await(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
