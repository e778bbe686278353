package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;

/** JSON that clients send. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class JsonBodyTest {
  @Parameter private TaskBackend backend;

  @SuppressWarnings("NullAway.Init")
  private TestServer server;

  record Peer(InetAddress address, Optional<InetSocketAddress> other) {}

  record Order(String itemName, int count, List<Order> more) {}

  @BeforeEach
  void serve() throws Exception {
    server =
        TestServer.start(
            backend,
            1,
            app -> {
              app.withoutPool();
              app.json(json -> json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
              app.post("/order", request -> request.json(Order.class));
              app.post(
                  "/count", request -> request.json(new TypeReference<List<Order>>() {}).size());
              app.post("/any", request -> Response.json(request.json(Object.class)));
              app.post("/number", request -> request.json(double.class));
              app.post("/peer", request -> request.json(Peer.class).address().getHostAddress());
              app.post("/text", request -> request.text());
            });
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aRecordComesInAndGoesOutAsTheApplicationHasIt() throws Exception {
    String order = "{\"item_name\":\"a\",\"count\":2,\"more\":[]}";
    assertThat(post("/order", "application/json; charset=utf-8", order).body()).isEqualTo(order);
  }

  @Test
  void aPrimitiveIsReadAsWell() throws Exception {
    assertThat(post("/number", "application/json", "1.5").body()).isEqualTo("1.5");
  }

  @Test
  void anAddressIsTakenInNumbersAndNoNameIsLookedUp() throws Exception {
    assertThat(post("/peer", "application/json", "{\"address\":\"10.0.0.1\"}").body())
        .isEqualTo("10.0.0.1");
    assertThat(
            post("/peer", "application/json", "{\"address\":\"::1\",\"other\":\"[::1]:80\"}")
                .body())
        .isEqualTo("0:0:0:0:0:0:0:1");
    for (String wrong :
        List.of(
            "{\"address\":\"localhost\"}",
            "{\"address\":\"\"}",
            "{\"address\":7}",
            "{\"address\":\"::1\",\"other\":\"localhost:80\"}",
            "{\"address\":\"::1\",\"other\":\"::1\"}",
            "{\"address\":\"::1\",\"other\":\"10.0.0.1:99999\"}")) {
      assertThat(post("/peer", "application/json", wrong).statusCode()).as(wrong).isEqualTo(422);
    }
  }

  @Test
  void genericTypesAreRead() throws Exception {
    assertThat(
            post("/count", "application/json", "[{\"item_name\":\"a\",\"count\":1,\"more\":[]}]")
                .body())
        .isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"item_name\":       | 400 | The body is no JSON",
        "{\"item_name\":[      | 400 | close marker for Array (line 1, column 15)",
        "``                    | 400 | The body is no JSON: it is empty",
        "`  `                  | 400 | The body is no JSON: it is empty",
        "{\"count\":1} x        | 400 | The body is no JSON",
        "null                  | 422 | this is null, not an object",
        "[]                    | 422 | this is not an object",
        "{}                    | 422 | #/count",
        "{}                    | 422 | #/item_name",
        "{\"count\":\"many\"}  | 422 | #/count",
        "{\"count\":99999999999} | 422 | #/count",
        "{\"item_name\":\"a\",\"count\":1,\"more\":[{\"count\":{}}]} | 422 | #/more/0/count",
        "{\"count\":null}      | 422 | #/count"
      })
  void whatIsWrongIsToldWithItsPlace(String body, int status, String reason) throws Exception {
    HttpResponse<String> answer = post("/order", "application/json", body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(reason).doesNotContain("dev.outrigger", "java.", "Source");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "application/x-www-form-urlencoded", "application/jsonx", "''"})
  void whatIsNotCalledJsonIsRefused(String type) throws Exception {
    HttpResponse<String> answer = post("/order", type, "{}");
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("Content-Type: application/json");
  }

  @Test
  void aBodyNestedWithoutEndIsRefused() throws Exception {
    HttpResponse<String> answer = post("/any", "application/json", "[".repeat(100_000));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws Exception {
    assertThat(post("/text", "text/plain", "grüße").body()).isEqualTo("grüße");
    var request =
        HttpRequest.newBuilder(URI.create(server.server().uri() + "text"))
            .POST(BodyPublishers.ofByteArray(new byte[] {(byte) 0xff}))
            .build();
    assertThat(server.client().send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> post(String path, String type, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.server().uri() + path.substring(1)))
            .POST(BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return server.client().send(request.build(), BodyHandlers.ofString());
  }
}
