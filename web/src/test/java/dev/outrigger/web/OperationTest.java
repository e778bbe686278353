package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.web.binding.Default;
import dev.outrigger.web.binding.Describe;
import dev.outrigger.web.binding.Post;
import dev.outrigger.web.binding.Status;
import dev.outrigger.web.operation.Operation;
import dev.outrigger.web.operation.OperationAnswer;
import dev.outrigger.web.operation.OperationBody;
import dev.outrigger.web.operation.OperationInput;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known about routes. */
class OperationTest {
  record Item(String name) {}

  static class Shop {
    @Post("/items/{id}")
    @Status(201)
    @Describe(summary = "Adds", tags = "items", problems = 409)
    Item add(int id, @Min(1) @Default("5") int count, Item item) {
      return item;
    }
  }

  @Test
  void aMethodDescribesItself() throws Exception {
    Operation operation = routes(app -> app.endpoints(new Shop())).getFirst().operation();
    assertThat(operation.summary()).isEqualTo("Adds");
    assertThat(operation.tags()).containsExactly("items");
    assertThat(operation.inputs())
        .extracting(OperationInput::in, OperationInput::name, OperationInput::required)
        .asString()
        .isEqualTo("[(\"path\", \"id\", true), (\"query\", \"count\", false)]");
    assertThat(operation.inputs().getLast().otherwise()).contains("5");
    assertThat(operation.inputs().getLast().constraints()).hasSize(1);
    assertThat(operation.body()).contains(OperationBody.json(Item.class, true));
    assertThat(operation.answers())
        .contains(
            new OperationAnswer(201, Optional.of(Item.class)),
            new OperationAnswer(409, Optional.empty()));
  }

  @Test
  void aHandlerIsDescribedByHand() throws Exception {
    List<RouteInfo> routes =
        routes(app -> {
          app.get("/a", _ -> "a").describe("Reads", "It reads.", "t").answers(200, String.class);
          app.host("example.com", part -> part.post("/b", _ -> "b").accepts(Item.class));
        });
    assertThat(routes).extracting(RouteInfo::toString).containsExactly("GET /a", "POST /b");
    assertThat(routes).extracting(RouteInfo::host).containsExactly("", "example.com");
    assertThat(routes.getFirst().operation().description()).isEqualTo("It reads.");
    assertThat(routes.getLast().operation().body()).contains(OperationBody.json(Item.class, true));
  }

  @Test
  void theProblemsOfAHandlerAreSaidByHand() throws Exception {
    Operation operation =
        routes(app -> app.get("/a", _ -> "a").answers(200, String.class).problems(404, 409))
            .getFirst()
            .operation();
    assertThat(operation.answers())
        .containsExactly(
            new OperationAnswer(200, Optional.of(String.class)),
            new OperationAnswer(404, Optional.empty()),
            new OperationAnswer(409, Optional.empty()));
    assertThatThrownBy(() -> routes(app -> app.get("/a", _ -> "a").problems(302)))
        .hasMessage("a problem has a status from 400 to 599, not 302, as GET /a says");
  }

  private static List<RouteInfo> routes(Application application) throws Exception {
    return App.configured(application).routes();
  }
}
