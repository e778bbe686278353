package dev.outrigger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Each route of the demo, as its reader would try it. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class FibonacciTest {
  @Parameter TaskBackend backend;

  @SuppressWarnings("NullAway.Init")
  private static Demo demo;

  @BeforeParameterizedClassInvocation
  static void start(TaskBackend backend) throws Exception {
    demo = Demo.start(backend);
    // A task that never began has no stack to show.
    demo.awaitWorkers();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    demo.close();
  }

  @Test
  void pingIsAnswered() throws Exception {
    assertThat(demo.get("/ping").body()).isEqualTo("pong");
  }

  @Test
  void fibonacciNumbersComeAsText() throws Exception {
    HttpResponse<String> fib = demo.get("/fib/25");
    assertThat(fib.body()).isEqualTo("75025");
    assertThat(fib.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
  }

  @Test
  void theRouteTakesIntegersOnly() throws Exception {
    assertProblem(demo.get("/fib/abc"), 404, "Nothing is at /fib/abc");
    assertProblem(demo.get("/fib/99999999999"), 404, "Nothing is at /fib/99999999999");
  }

  @Test
  void numbersOutOfRangeAreRefusedWithTheReason() throws Exception {
    assertProblem(demo.get("/fib/-1"), 400, "n is from 0 to 50, not -1");
    assertProblem(demo.get("/fib/200"), 400, "n is from 0 to 50, not 200");
    assertProblem(demo.get("/sleep/-5"), 400, "ms is from 0 to 60000, not -5");
  }

  @Test
  void sleepTakesItsTime() throws Exception {
    long start = System.nanoTime();
    assertThat(demo.get("/sleep/100").body()).isEqualTo("slept 100 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(99));
  }

  @Test
  void aCrashIs502WithTheTypedCause() throws Exception {
    HttpResponse<String> crash = demo.get("/crash");
    assertProblem(crash, 502, "killed by signal 9");
    assertThat(crash.body()).contains("\"cause\":\"OS_KILL(9)\"", "\"delivery\":\"STARTED\"");
  }

  @Test
  void spinningIs504AfterTwoSecondsWithTheStack() throws Exception {
    long start = System.nanoTime();
    HttpResponse<String> spin = demo.get("/spin");
    assertProblem(spin, 504, "not done within 2.0 s");
    assertThat(spin.body()).contains("\"cause\":\"DEADLINE\"", "Fibonacci.spin");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void hoggingMemoryIs502() throws Exception {
    HttpResponse<String> hog = demo.get("/hog");
    assertProblem(hog, 502, "ran out of heap");
    assertThat(hog.body()).contains("\"cause\":\"HEAP_OOM\"");
  }

  @Test
  void statisticsAreJson() throws Exception {
    HttpResponse<String> stats = demo.get("/stats");
    assertThat(stats.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(stats.body()).contains("\"requestsServed\":", "\"workersLost\":", "\"size\":2");
  }

  @Test
  void thePageLinksEveryRoute() throws Exception {
    HttpResponse<String> page = demo.get("/");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.body())
        .contains("href=\"/ping\"", "href=\"/fib/35\"", "href=\"/sleep/1000\"", "href=\"/stats\"")
        .contains("href=\"/crash\"", "href=\"/spin\"", "href=\"/hog\"", "/thumbnail");
  }

  private static void assertProblem(HttpResponse<String> response, int status, String reason) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains("\"status\":" + status).contains(reason);
  }
}
