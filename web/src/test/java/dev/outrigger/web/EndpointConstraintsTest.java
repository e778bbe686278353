package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.binding.Default;
import dev.outrigger.web.binding.FromQuery;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.binding.Post;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.PropertyNamingStrategies;

/** Constraints of Jakarta Validation on parameters, values and bodies. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class EndpointConstraintsTest {
  @Parameter TaskBackend backend;

  @SuppressWarnings("NullAway.Init")
  private static TestServer server;

  record Order(
      @NotBlank String customerName,
      @NotEmpty List<Line> lines,
      @Size(max = 2) List<@Size(max = 3) String> tags,
      Map<String, Line> byName) {}

  record Line(@Positive int price, @Valid Stock stock) {}

  record Stock(@Min(1) int left) {}

  record Page(@Min(1) @Default("1") int page, @FromQuery("n") @Max(100) @Default("20") int size) {}

  static class Orders {
    @Post("/orders")
    int add(@Max(5) @Default("1") int copies, Order order) {
      return copies;
    }

    @Get("/orders")
    String list(@FromQuery Page page) {
      return page.toString();
    }

    @Get("/orders/{id}")
    static int one(@Min(1) int id, @Pattern(regexp = "[a-z]+") String kind, List<@Min(3) Long> n) {
      return id;
    }
  }

  @BeforeParameterizedClassInvocation
  static void start(TaskBackend backend) throws Exception {
    server =
        TestServer.start(
            backend,
            1,
            app -> {
              app.withoutPool();
              app.json(json -> json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
              app.endpoints(new Orders());
            });
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
  }

  @Test
  void whatFitsGetsIn() throws Exception {
    assertThat(server.get("/orders/1?kind=a&n=3").body()).isEqualTo("1");
    assertThat(server.get("/orders").body()).isEqualTo("Page[page=1, size=20]");
  }

  @Test
  void parametersOfStaticMethodsAreChecked() throws Exception {
    HttpResponse<String> answer = server.get("/orders/0?kind=A&n=1&n=5");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains(
            "{\"in\":\"path\",\"name\":\"id\",\"detail\":\"must be greater than or equal to 1\"}",
            "{\"in\":\"query\",\"name\":\"kind\",\"detail\":\"must match \\\"[a-z]+\\\"\"}",
            "{\"in\":\"query\",\"name\":\"n\",\"detail\":\"must be greater than or equal to 3\"}");
  }

  @Test
  void whatIsMissingKeepsNoConstraintFromBeingTold() throws Exception {
    assertThat(server.get("/orders/0?n=x").body())
        .contains(
            "\"name\":\"id\",\"detail\":\"must be",
            "\"name\":\"kind\",\"detail\":\"this is missing");
  }

  @Test
  void recordsOfTheQueryAreCheckedUnderTheNamesOfTheQuery() throws Exception {
    assertThat(server.get("/orders?page=0&n=101").body())
        .contains(
            "{\"in\":\"query\",\"name\":\"page\",\"detail\":\"must be greater than or equal to 1\"}",
            "{\"in\":\"query\",\"name\":\"n\",\"detail\":\"must be less than or equal to 100\"}");
  }

  @Test
  void bodiesAreCheckedToTheBottomEachPlaceOnce() throws Exception {
    HttpResponse<String> answer =
        post(
            """
            {"customer_name":" ","lines":[{"price":0,"stock":{"left":0}}],
             "tags":["a","long","c"],"by_name":{"x/y":{"price":-1,"stock":{"left":1}}}}
            """);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains(
            "{\"in\":\"query\",\"name\":\"copies\"",
            "\"pointer\":\"#/customer_name\",\"detail\":\"must not be blank\"",
            "\"pointer\":\"#/lines/0/price\"",
            "\"pointer\":\"#/tags\"",
            "\"pointer\":\"#/tags/1\"",
            "\"pointer\":\"#/by_name/x~1y/price\"")
        .containsOnlyOnce("#/lines/0/stock/left");
  }

  private static HttpResponse<String> post(String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.server().uri() + "orders?copies=9"))
            .POST(BodyPublishers.ofString(json))
            .header("Content-Type", "application/json")
            .build();
    return server.client().send(request, BodyHandlers.ofString());
  }
}
