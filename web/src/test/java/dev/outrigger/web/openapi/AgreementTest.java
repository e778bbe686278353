package dev.outrigger.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.headers.MediaType;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The document agrees with the server: requests are made from it at random, right ones and ones
 * with one thing wrong, and every answer is one that it declares for that operation by its status.
 */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class AgreementTest {
  private static final int REQUESTS = 600;
  private static final String DOCUMENT = "https://shop.example/openapi.json";

  /** What handlers of the shop refuse by themselves. */
  private static final Map<String, Integer> OWN_REFUSALS =
      Map.of("one", 404, "order", 409, "deleteAdminStock", 403);

  @Parameter TaskBackend backend;

  @Test
  void everyAnswerWithoutASocketIsDeclared() throws Exception {
    try (TestClient client = TestClient.of(new Shop(), backend)) {
      assertAgreement(client);
    }
  }

  @Test
  void everyAnswerOverASocketIsDeclared() throws Exception {
    try (TestClient client = TestClient.overSocket(new Shop(), backend)) {
      assertAgreement(client);
    }
  }

  private static void assertAgreement(TestClient client) throws Exception {
    long seed = Long.getLong("outrigger.test.seed", System.nanoTime());
    String text = client.get("/openapi.json").text();
    JsonNode document = client.get("/openapi.json").json();
    var maker = new RequestMaker(document, seed, client.server().isEmpty());
    SchemaRegistry schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(DOCUMENT, text)));
    Set<String> fine = new HashSet<>();
    Set<String> refused = new HashSet<>();
    int sent = 0;
    for (int number = 0; sent < REQUESTS; number++) {
      boolean breaks = number / maker.operations() % 2 == 1;
      Optional<MadeRequest> made = breaks ? maker.broken(number) : Optional.of(maker.valid(number));
      if (made.isEmpty()) {
        continue;
      }
      TestResponse answer = client.send(made.get().request());
      String told = "-Doutrigger.test.seed=" + seed + ": " + made.get() + " got " + answer;
      String id = made.get().operation().get("operationId").asString();
      if (made.get().broken().isEmpty()) {
        boolean isOwn = OWN_REFUSALS.getOrDefault(id, 0) == answer.status();
        assertThat(isOwn || answer.status() < 300).as(told).isTrue();
        fine.add(id);
      } else {
        assertThat(answer.status()).as(told).isBetween(400, 499);
        refused.add(id);
      }
      assertDeclared(made.get(), answer, document, schemas, told);
      sent++;
    }
    assertThat(fine).hasSize(maker.operations());
    // Some take anything.
    assertThat(refused).hasSizeGreaterThan(maker.operations() - 4);
  }

  private static void assertDeclared(
      MadeRequest made,
      TestResponse answer,
      JsonNode document,
      SchemaRegistry schemas,
      String told) {
    JsonNode answers = made.operation().get("responses");
    String status = String.valueOf(answer.status());
    boolean isOpen = answers.at("/default/content").has("*/*");
    // Whatever is not said is a failure of the server's, and there are none.
    assertThat(isOpen || answers.has(status)).as(told).isTrue();
    if (!answers.has(status)) {
      return;
    }
    String pointer = made.pointer() + "/responses/" + status;
    JsonNode declared = answers.get(status);
    if (declared.has("$ref")) {
      pointer = declared.get("$ref").asString().substring(1);
      declared = document.at(pointer);
    }
    if (!declared.has("content")) {
      assertThat(answer.bytes()).as(told).isEmpty();
      return;
    }
    String type =
        MediaType.parse(answer.header("Content-Type").orElseThrow()).withoutParameters().toString();
    assertThat(declared.get("content").propertyNames()).as(told).containsExactly(type);
    String place = pointer + "/content/" + type.replace("/", "~1") + "/schema";
    Schema schema = schemas.getSchema(SchemaLocation.of(DOCUMENT + "#" + place));
    boolean isJson = type.endsWith("json");
    if (!isJson && type.startsWith("application/")) {
      return;
    }
    String json =
        isJson
            ? answer.text()
            : tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(answer.text());
    assertThat(
            schema.validate(
                json,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
        .as(told)
        .isEmpty();
  }
}
