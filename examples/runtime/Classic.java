import dev.outrigger.pool.ProcessPool;
import dev.outrigger.pool.RemoteCallable;
import dev.outrigger.runtime.Blocking;
import dev.outrigger.runtime.Offload;
import dev.outrigger.runtime.Outrigger;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.Tasks;
import dev.outrigger.runtime.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The classic three: the same jobs in processes, in threads and in tasks. For each it tells how
 * long they took, and for how long at most the event loop had no time for anything else.
 *
 * <pre>
 *   ./outrigger run examples/runtime/Classic.java 3000000 100
 * </pre>
 *
 * <p>It counts the primes below the first number, and does so many downloads as the second says,
 * which are 50 ms of waiting each.
 */
public final class Classic {
  private final int limit;
  private final int downloads;

  private Classic(int limit, int downloads) {
    this.limit = limit;
    this.downloads = downloads;
  }

  /** One of the three: runs all jobs and gives their results. */
  private interface Way {
    List<Integer> all(List<RemoteCallable<Integer>> jobs) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    Classic classic = parse(List.of(arguments));
    Outrigger.run(_ -> classic.run());
  }

  private static Classic parse(List<String> words) {
    try {
      return new Classic(Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      System.err.println("usage: Classic PRIMES-BELOW DOWNLOADS");
      System.exit(2);
      throw e;
    }
  }

  private boolean run() throws Exception {
    try (ProcessPool pool = ProcessPool.builder().name("classic").build()) {
      Way processes = jobs -> Tasks.all(each(jobs, job -> Offload.call(pool, job)));
      Way threads = jobs -> Tasks.all(each(jobs, Blocking::call));
      Way tasks = Tasks::all;

      System.out.printf("%-24s %8s %10s %12s%n", "", "result", "took", "loop stuck");
      measure("primes in processes", processes, primes());
      measure("primes in threads", threads, primes());
      measure("primes in tasks", tasks, primes());
      measure("downloads in processes", processes, downloads());
      measure("downloads in threads", threads, downloads());
      measure("downloads in tasks", tasks, downloads());
    }
    System.out.println(
        """

        Processes for what computes: they use all cores, and can crash, be killed and run out of
        memory alone. Threads for what blocks the thread that it runs on, as files and native code
        do: they use all cores too, but nothing stops them by force. Tasks for what waits: a
        million of them fit where there is one loop, but a task that computes holds up all others.\
        """);
    return true;
  }

  private interface Call<T> {
    T call(RemoteCallable<T> job) throws Exception;
  }

  private static <T> List<Callable<T>> each(List<RemoteCallable<T>> jobs, Call<T> how) {
    List<Callable<T>> calls = new ArrayList<>();
    jobs.forEach(job -> calls.add(() -> how.call(job)));
    return calls;
  }

  private List<RemoteCallable<Integer>> primes() {
    List<RemoteCallable<Integer>> slices = new ArrayList<>();
    for (int from = 0; from < limit; from += 20_000) {
      int begin = from;
      int end = Math.min(limit, from + 20_000);
      slices.add(() -> countPrimes(begin, end));
    }
    return slices;
  }

  private List<RemoteCallable<Integer>> downloads() {
    return Collections.nCopies(downloads, Classic::download);
  }

  static int countPrimes(int from, int to) {
    int count = 0;
    for (int number = Math.max(from, 2); number < to; number++) {
      int divisor = 2;
      while (divisor * divisor <= number && number % divisor != 0) {
        divisor++;
      }
      count += divisor * divisor > number ? 1 : 0;
    }
    return count;
  }

  /** Suspends a task, and blocks a thread or a process. */
  static int download() throws InterruptedException {
    Thread.sleep(50);
    return 1;
  }

  private static void measure(String name, Way way, List<RemoteCallable<Integer>> jobs)
      throws Exception {
    // Once for the workers to start and for the compiler.
    way.all(jobs);
    AtomicLong stuck = new AtomicLong();
    long begin = Time.now();
    int sum =
        TaskGroup.run(group -> {
          group.spawn("clock", () -> clock(stuck));
          int total = way.all(jobs).stream().mapToInt(Integer::intValue).sum();
          group.cancel("all is done");
          return total;
        });
    long took = Time.now() - begin;
    System.out.printf("%-24s %8d %7d ms %9d ms%n", name, sum, took / 1_000_000, stuck.get());
  }

  /** Wants its turn each millisecond, and notes by how many milliseconds it came too late. */
  private static boolean clock(AtomicLong latest) throws InterruptedException {
    while (true) {
      long before = Time.now();
      try {
        Time.sleep(Duration.ofMillis(1));
      } finally {
        latest.accumulateAndGet((Time.now() - before) / 1_000_000 - 1, Math::max);
      }
    }
  }
}
