package dev.outrigger.web.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Response;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line for each request. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class AccessLogTest {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @Parameter private TaskBackend backend;

  private TestClient client(AccessLog log) throws Exception {
    return TestClient.of(
        app -> {
          app.withoutPool();
          app.use(log.to(lines::add));
          app.get("/text/{n:int}", _ -> "four");
          app.get(
              "/stream",
              _ ->
                  Response.stream(
                      "text/plain",
                      out -> {
                        out.write("12345");
                        out.flush();
                        out.write("678");
                      }));
          app.get(
              "/broken",
              _ ->
                  Response.stream(
                      "text/plain",
                      out -> {
                        out.write("12345");
                        out.flush();
                        throw new IOException("the source is gone");
                      }));
        },
        backend);
  }

  @Test
  void theCommonFormatHasWhatItsReadersExpect() throws Exception {
    try (TestClient client = client(AccessLog.common().user(_ -> Optional.of("Ada Lovelace")))) {
      var _ = client.get("/text/7?a=b");
      var _ = client.get("/nowhere");
      assertThat(lines.getFirst())
          .matches(
              "127\\.0\\.0\\.1 - Ada\\\\x20Lovelace"
                  + " \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}]"
                  + " \"GET /text/7\\?a=b HTTP/1\\.1\" 200 4");
      assertThat(lines.get(1)).contains("\"GET /nowhere HTTP/1.1\" 404 ");
    }
  }

  @Test
  void whatAClientSendsCanNotForgeALine() throws Exception {
    try (TestClient client = client(AccessLog.combined())) {
      var _ =
          client.send(
              TestRequest.get("/text/1")
                  .header("Referer", "a\"b\\c")
                  .header("User-Agent", "x\ny\u007f"));
      assertThat(lines.getFirst())
          .endsWith(" \"a\\\"b\\\\c\" \"x\\x0ay\\x7f\"")
          .doesNotContain("\n");
    }
  }

  @Test
  void whatAClientSendsCanNotCommandTheTerminalOfAReader() throws Exception {
    TestRequest request =
        TestRequest.get("/text/1").header("User-Agent", "\u009b31mx\u0085y\u00e9");
    try (TestClient client = client(AccessLog.combined().user(_ -> Optional.of("a\u2028b")))) {
      var _ = client.send(request);
      assertThat(lines.getFirst())
          .contains(" - a\\u2028b [")
          .endsWith(" \"\\x9b31mx\\x85y\u00e9\"");
    }
    try (TestClient client = client(AccessLog.json())) {
      var _ = client.send(request);
      assertThat(lines.get(1)).contains("\"\\u009B31mx\\u0085y\\u00E9\"");
    }
  }

  @Test
  void aUserWithoutANameIsNoGapInTheLine() throws Exception {
    try (TestClient client = client(AccessLog.common().user(_ -> Optional.of("")))) {
      var _ = client.get("/text/7");
      assertThat(lines.getFirst()).startsWith("127.0.0.1 - - [");
    }
  }

  @Test
  void jsonHasTheRouteAndTheTime() throws Exception {
    try (TestClient client = client(AccessLog.json())) {
      var _ = client.get("/text/7");
      JsonNode line = JsonMapper.builder().build().readTree(lines.getFirst());
      assertThat(line.get("route").asString()).isEqualTo("/text/{n:int}");
      assertThat(line.get("status").asInt()).isEqualTo(200);
      assertThat(line.get("bytes").asInt()).isEqualTo(4);
      assertThat(line.get("micros").asLong()).isNotNegative();
      assertThat(line.has("brokeOff")).isFalse();
    }
  }

  @Test
  void whatIsWrittenWhileItGoesIsCountedToItsEnd() throws Exception {
    try (TestClient client = client(AccessLog.common())) {
      assertThat(client.get("/stream").text()).isEqualTo("12345678");
      assertThat(lines).singleElement().asString().endsWith(" 200 8");
    }
  }

  @Test
  void anAnswerThatBrokeOffIsMarked() throws Exception {
    try (TestClient client = client(AccessLog.json())) {
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.get("/broken"));
      assertThat(lines).singleElement().asString().contains("\"bytes\":5", "\"brokeOff\":true");
    }
  }

  @Test
  void aHeadHasNoBytes() throws Exception {
    try (TestClient client = client(AccessLog.common())) {
      var _ = client.send(TestRequest.of("HEAD", "/stream"));
      assertThat(lines).singleElement().asString().endsWith(" 200 -");
    }
  }
}
