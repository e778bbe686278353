package dev.outrigger.web.routing;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to find a route, among few and among many. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutingBenchmark {
  /** How many there are besides. */
  @Param({"10", "1000"})
  public int routes;

  private final Router<String> router = new Router<>();

  @Setup
  public void declare() {
    router.add("GET", "/plaintext", "literal");
    router.add("GET", "/users/{id:int}/posts/{slug}/comments/{n:int}", "three parameters");
    for (int i = 0; i < routes; i++) {
      router.add("GET", "/other" + i + "/{id}", "other");
    }
  }

  @Benchmark
  public Lookup<String> literal() {
    return router.find("GET", "/plaintext");
  }

  @Benchmark
  public Lookup<String> threeParameters() {
    return router.find("GET", "/users/7/posts/hello-world/comments/42");
  }

  @Benchmark
  public Lookup<String> oneOfMany() {
    return router.find("GET", "/other5/seven");
  }

  @Benchmark
  public Lookup<String> nothing() {
    return router.find("GET", "/users/7/posts/hello-world/likes");
  }
}
