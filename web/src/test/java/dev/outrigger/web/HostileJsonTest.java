package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.binding.FromQuery;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.binding.Post;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that are made to hurt whoever reads them, or talks about them. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class HostileJsonTest {
  @Parameter private TaskBackend backend;

  @SuppressWarnings("NullAway.Init")
  private TestClient client;

  record Brief(String name) {
    Brief {
      if (name.length() > 3) {
        throw new IllegalArgumentException("no short name: " + name);
      }
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes(@JsonSubTypes.Type(value = Cat.class, name = "cat"))
  sealed interface Animal permits Cat {}

  record Cat(int lives) implements Animal {}

  record Stumbling(String name) {
    Stumbling {
      Object text = name;
      if ((Integer) text > 0) {
        throw new IllegalArgumentException("above zero");
      }
    }
  }

  enum Color {
    RED
  }

  record Paint(Color color) {
    public static Paint of(String text) {
      return new Paint(Color.valueOf(text));
    }
  }

  record Page(@Pattern(regexp = "[a-z]+(?:-[a-z]+)*") String slug) {}

  record Priced(@DecimalMax("10") @DecimalMin(value = "1", inclusive = false) BigDecimal price) {}

  static class Shop {
    @Get("/slugs")
    String slug(@FromQuery Page page) {
      return page.slug();
    }

    @Post("/slug")
    String page(Page page) {
      return page.slug();
    }

    @Post("/price")
    String price(Priced priced) {
      return priced.toString();
    }

    @Post("/lists")
    int lists(Map<String, List<Integer>> lists) {
      return lists.size();
    }

    @Get("/paint")
    String paint(@FromQuery Paint paint) {
      return paint.toString();
    }

    @Get("/stumble")
    String stumble(@FromQuery Stumbling record) {
      return record.toString();
    }
  }

  @BeforeEach
  void serve() throws Exception {
    client =
        TestClient.of(
            app -> {
              app.withoutPool();
              app.endpoints(new Shop());
              app.post("/short", request -> request.json(Brief.class));
              app.post("/animal", request -> request.json(Animal.class));
              app.post("/stumble", request -> request.json(Stumbling.class));
              app.post(
                  "/echo", request -> Response.json(Map.of("got", request.json(Object.class))));
            },
            backend);
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aLongValueInTheWordsOfARefusalIsCut() throws Exception {
    TestResponse answer = post("/short", "{\"name\":\"" + "a.".repeat(400_000) + "\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("no short name: a.a.a.").hasSizeLessThan(2000);
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aLongNameOfATypeIsRefused() throws Exception {
    TestResponse answer = post("/animal", "{\"kind\":\"" + "a.".repeat(400_000) + "\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).hasSizeLessThan(2000);
  }

  @Test
  void whatCanBeReadCanBeSentBackInsideOfMore() throws Exception {
    TestResponse answer = post("/echo", "[".repeat(500) + "]".repeat(500));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"got\":" + "[".repeat(500) + "]".repeat(500) + "}");
  }

  @Test
  void whatTheJvmSaysOfTheProgramIsNotTold() throws Exception {
    TestResponse answer = post("/stumble", "{\"name\":\"a\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("this is refused").doesNotContain("cannot be cast");
    TestResponse ofQuery = client.get("/stumble?name=a");
    assertThat(ofQuery.status()).isEqualTo(422);
    assertThat(ofQuery.text()).contains("this is refused").doesNotContain("cannot be cast");
  }

  @Test
  void aTextThatAPatternCantTakeForWantOfStackIsRefused() throws Exception {
    TestResponse answer = post("/slug", "{\"slug\":\"" + "a-".repeat(400_000) + "a\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("too long");
    assertThat(client.get("/slugs?slug=a-b").text()).isEqualTo("a-b");
    assertThat(client.get("/slugs?slug=" + "a-".repeat(400_000) + "a").status()).isEqualTo(422);
  }

  @Test
  void aLongNameIsNotToldInFullForEachPlaceBelow() throws Exception {
    String body = "{\"" + "k".repeat(40_000) + "\":[" + "\"a\",".repeat(150) + "\"a\"]}";
    TestResponse answer = post("/lists", body);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("k…/0").hasSizeLessThan(body.length());
  }

  @Test
  void limitsOfDecimalsAreToldInWords() throws Exception {
    assertThat(post("/price", "{\"price\":10.5}").text())
        .contains("must be less than or equal to 10\"");
    assertThat(post("/price", "{\"price\":1}").text()).contains("must be greater than 1\"");
  }

  @Test
  void packagesInTheWordsOfARefusalAreNotTold() throws Exception {
    TestResponse answer = client.get("/paint?paint=BLUE");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("No enum constant").doesNotContain("dev.outrigger");
  }

  private TestResponse post(String path, String json) throws Exception {
    return client.send(TestRequest.post(path).json(json));
  }
}
