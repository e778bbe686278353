package dev.outrigger.web.testclient;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.web.App;
import dev.outrigger.web.RunningApp;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.binding.Post;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What the framework makes of a request that needs no network: the same page by a handler that asks
 * the request and by a method whose parameters are bound, then a body that is validated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BindingBenchmark {
  private static final String SIGNUP =
      """
      {"name":"Ada Lovelace","nickname":"ada","age":36,"email":"ada@example.org",\
      "tags":["engines","poetry","numbers"]}\
      """;

  private final HttpHandler handler = handler();
  private final TestRequest asked = TestRequest.get("/asked/7/hello-world/42?page=3");
  private final TestRequest bound = TestRequest.get("/bound/7/hello-world/42?page=3");
  private final TestRequest read = signup("/read");
  private final TestRequest validated = signup("/validated");

  record Signup(
      @NotBlank String name,
      @Size(min = 2, max = 30) String nickname,
      @Min(18) @Max(120) int age,
      @Email String email,
      @Size(min = 1, max = 10) List<String> tags) {}

  /** Bound by the framework. */
  static final class Pages {
    @Get("/bound/{id:int}/{slug}/{n:int}")
    String bound(int id, String slug, int n, int page) {
      return id + " " + slug + " " + n + " " + page;
    }

    @Post("/validated")
    Signup validated(Signup signup) {
      return signup;
    }
  }

  private static TestRequest signup(String path) {
    return TestRequest.post(path).header("Content-Type", "application/json").text(SIGNUP);
  }

  private static HttpHandler handler() {
    try {
      return RunningApp.start(BindingBenchmark::declare).handler();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void declare(App app) {
    app.withoutPool();
    app.endpoints(new Pages());
    app.get(
        "/asked/{id:int}/{slug}/{n:int}",
        request ->
            request.pathInt("id")
                + " "
                + request.path("slug")
                + " "
                + request.pathInt("n")
                + " "
                + request.queryInt("page", 0));
    app.post("/read", request -> request.json(Signup.class));
  }

  private HttpResponse answer(TestRequest request) throws Exception {
    return handler.handle(new MemoryRequest(request, new dev.outrigger.runtime.Scope()));
  }

  @Benchmark
  public HttpResponse asked() throws Exception {
    return answer(asked);
  }

  @Benchmark
  public HttpResponse bound() throws Exception {
    return answer(bound);
  }

  @Benchmark
  public HttpResponse readFromJson() throws Exception {
    return answer(read);
  }

  @Benchmark
  public HttpResponse validated() throws Exception {
    return answer(validated);
  }
}
