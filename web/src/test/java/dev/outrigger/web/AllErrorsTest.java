package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.binding.Default;
import dev.outrigger.web.binding.FromQuery;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.binding.Post;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;

/** What does not fit its type keeps nothing else from being told. */
@ParameterizedClass
@CsvSource({"LOOP_CARRIED, false", "LOOP_CARRIED, true", "PORTABLE, false", "PORTABLE, true"})
class AllErrorsTest {
  @Parameter(0)
  private TaskBackend backend;

  @Parameter(1)
  private boolean overSocket;

  record Person(
      @NotBlank String fullName,
      int age,
      @Size(max = 2) List<@NotBlank String> tags,
      List<Line> lines,
      Map<String, Line> byName,
      Optional<@Size(min = 1, max = 9) String> nick,
      @Nullable @Size(min = 2) String title,
      @Min(1) @Default("1") int copies) {}

  record Line(@Positive int price, @NotBlank String what) {}

  record Span(int from, int to) {
    Span {
      if (to < from) {
        throw new IllegalArgumentException("it ends before it begins");
      }
    }
  }

  record Trip(@NotBlank String name, Span span, List<Span> stops) {}

  record Page(@Min(1) int page, @Size(max = 3) String sort, int size) {}

  static class Endpoints {
    @Post("/people")
    String add(Person person) {
      return person.fullName();
    }

    @Post("/lines")
    int lines(List<Line> lines) {
      return lines.size();
    }

    @Post("/trips")
    String trip(Trip trip) {
      return trip.name();
    }

    @Get("/people")
    String list(@FromQuery Page page) {
      return page.toString();
    }
  }

  private TestClient client() throws Exception {
    Application application =
        app -> {
          app.withoutPool();
          app.json(json -> json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
          app.endpoints(new Endpoints());
        };
    return overSocket
        ? TestClient.overSocket(application, backend)
        : TestClient.of(application, backend);
  }

  /** Place and text of each error. */
  private List<String> errors(TestRequest request) throws Exception {
    try (TestClient client = client()) {
      TestResponse answer = client.send(request);
      assertThat(answer.status()).as(answer.text()).isEqualTo(422);
      List<String> errors = new ArrayList<>();
      for (JsonNode error : answer.json().get("errors")) {
        String place = error.has("pointer") ? "pointer" : "name";
        errors.add(error.get(place).asString() + " " + error.get("detail").asString());
      }
      return errors;
    }
  }

  @Test
  void whatFitsIsHeldAgainstItsConstraintsBesideWhatDoesNot() throws Exception {
    assertThat(
            errors(
                TestRequest.post("/people")
                    .json(
                        """
                        {"full_name": " ", "age": "old", "tags": ["a", "", "c"], "lines": [],
                         "by_name": {}, "nick": "", "title": "x", "copies": 0}
                        """)))
        .containsExactlyInAnyOrder(
            "#/age \"old\" is not a whole number in the range of int",
            "#/full_name must not be blank",
            "#/tags size must be between 0 and 2",
            "#/tags/1 must not be blank",
            "#/nick size must be between 1 and 9",
            "#/title size must be between 2 and 2147483647",
            "#/copies must be greater than or equal to 1");
  }

  @Test
  void recordsBesideAnUnfitOneAreCheckedToTheBottom() throws Exception {
    assertThat(
            errors(
                TestRequest.post("/people")
                    .json(
                        """
                        {"full_name": "Ada", "age": 36, "tags": [],
                         "lines": [{"price": 0, "what": "a"}, {"price": "b", "what": ""}, 7],
                         "by_name": {"x/y": {"price": -1, "what": "c"}}}
                        """)))
        .containsExactlyInAnyOrder(
            "#/lines/0/price must be greater than 0",
            "#/lines/1/price \"b\" is not a whole number in the range of int",
            "#/lines/1/what must not be blank",
            "#/lines/2 this is not an object",
            "#/by_name/x~1y/price must be greater than 0");
  }

  @Test
  void whatIsMissingOrNullOrUnknownIsToldWithTheRest() throws Exception {
    assertThat(
            errors(
                TestRequest.post("/people")
                    .json(
                        "{\"age\": null, \"tags\": [\"a\", null], \"lines\": [], \"nick\": \"\"}")))
        .containsExactlyInAnyOrder(
            "#/full_name this is missing",
            "#/age this is null, not a whole number in the range of int",
            "#/tags/1 this is null, not a text",
            "#/by_name this is missing",
            "#/nick size must be between 1 and 9");
  }

  @Test
  void elementsOfTheBodyItselfAreTold() throws Exception {
    assertThat(
            errors(
                TestRequest.post("/lines")
                    .json("[{\"price\": 0, \"what\": \"a\"}, {\"price\": true, \"what\": \" \"}]")))
        .containsExactlyInAnyOrder(
            "#/0/price must be greater than 0",
            "#/1/price this is not a whole number in the range of int",
            "#/1/what must not be blank");
  }

  @Test
  void whatConstructorsRefuseIsToldWithTheRest() throws Exception {
    assertThat(
            errors(
                TestRequest.post("/trips")
                    .json(
                        """
                        {"name": "", "span": {"from": 2, "to": 1},
                         "stops": [{"from": 1, "to": 2}, {"from": 4, "to": 3}, {"from": "x"}]}
                        """)))
        .containsExactlyInAnyOrder(
            "#/name must not be blank",
            "#/span it ends before it begins",
            "#/stops/1 it ends before it begins",
            "#/stops/2/from \"x\" is not a whole number in the range of int",
            "#/stops/2/to this is missing");
  }

  @Test
  void aConstructorThatRefusesKeepsNoConstraintFromBeingTold() throws Exception {
    assertThat(
            errors(
                TestRequest.post("/trips")
                    .json("{\"name\": \"\", \"span\": {\"from\": 2, \"to\": 1}, \"stops\": []}")))
        .hasSize(2)
        .anyMatch(error -> error.equals("#/name must not be blank"))
        .anyMatch(error -> error.equals("#/span it ends before it begins"));
  }

  @Test
  void componentsOfTheQueryAreCheckedBesideOnesThatDoNotFit() throws Exception {
    assertThat(errors(TestRequest.get("/people?page=0&sort=long&size=many")))
        .containsExactlyInAnyOrder(
            "size \"many\" is not a whole number in the range of int",
            "page must be greater than or equal to 1",
            "sort size must be between 0 and 3");
  }

  @Test
  void noMoreIsToldThanABookHolds() throws Exception {
    String line = "{\"price\": 0, \"what\": \"\"},";
    assertThat(errors(TestRequest.post("/lines").json("[" + line.repeat(500) + "true]")))
        .hasSize(100);
  }
}
