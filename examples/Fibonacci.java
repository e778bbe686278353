package dev.outrigger.examples;

import dev.outrigger.pool.TaskOptions;
import dev.outrigger.web.App;
import dev.outrigger.web.Application;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Light requests beside heavy, crashing, endless and greedy ones. The light ones are answered on
 * the event loop; the others run in worker processes, and their end is only their own.
 */
public final class Fibonacci implements Application {
  private static final int MEGABYTE = 1 << 20;
  private static final TaskOptions TWO_SECONDS = seconds(2);
  private static final TaskOptions TWENTY_SECONDS = seconds(20);

  @Override
  public void configure(App app) {
    Response page = Response.resource(Fibonacci.class, "fibonacci.html");
    app.development();
    app.get("/", _ -> page);
    app.get("/ping", _ -> "pong");
    app.get("/fib/{n:int}", r -> r.offload(Fibonacci::fib, between("n", 0, r.pathInt("n"), 50)));
    app.get("/sleep/{ms:int}", r -> sleep(between("ms", 0, r.pathInt("ms"), 60_000)));
    app.post(
        "/thumbnail",
        r -> r.offload(TWENTY_SECONDS, Thumbnail::of, r.bytes(20 * MEGABYTE)).response());
    app.get("/crash", r -> r.offload(Fibonacci::crash));
    app.get("/spin", r -> r.offload(TWO_SECONDS, Fibonacci::spin));
    app.get("/hog", r -> r.offload(Fibonacci::hog));
    app.get("/stats", Request::statistics);
  }

  static long fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
  }

  static String sleep(int ms) throws InterruptedException {
    Thread.sleep(ms);
    return "slept " + ms + " ms";
  }

  static int crash() throws Exception {
    String self = String.valueOf(ProcessHandle.current().pid());
    return new ProcessBuilder("kill", "-9", self).start().waitFor();
  }

  static int spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  static int hog() {
    return Stream.generate(() -> new byte[MEGABYTE]).toList().size();
  }

  static TaskOptions seconds(int limit) {
    return TaskOptions.defaults().within(Duration.ofSeconds(limit));
  }

  static int between(String name, int least, int value, int most) {
    if (value < least || value > most) {
      throw Problem.badRequest(name + " is from " + least + " to " + most + ", not " + value);
    }
    return value;
  }
}
