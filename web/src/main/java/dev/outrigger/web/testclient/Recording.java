package dev.outrigger.web.testclient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests and their answers, which can be kept in a file and asked again: a test that a change has
 * changed nothing. Immutable.
 */
public final class Recording {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  // They differ each time, and are no business of the application.
  private static final Set<String> NOT_COMPARED = Set.of("date", "content-length", "server");

  private final List<TestClient.Exchanged> exchanges;

  Recording(List<TestClient.Exchanged> exchanges) {
    this.exchanges = List.copyOf(exchanges);
  }

  /** One exchange as the file has it; bodies in Base64. */
  @SuppressWarnings("ArrayRecordComponent") // written and read, never compared
  private record Entry(
      String method,
      String target,
      Map<String, List<String>> headers,
      byte[] body,
      int status,
      Map<String, List<String>> answerHeaders,
      byte[] answer) {}

  /** What was recorded. */
  public List<TestClient.Exchanged> exchanges() {
    return exchanges;
  }

  /** Writes it as JSON. */
  public void save(Path file) throws IOException {
    List<Entry> entries =
        exchanges.stream()
            .map(one ->
                new Entry(
                    one.request().method(),
                    one.request().target(),
                    one.request().fields().asMap(),
                    one.request().body(),
                    one.response().status(),
                    one.response().fields().asMap(),
                    one.response().bytes()))
            .toList();
    Files.writeString(file, JSON.writeValueAsString(entries), StandardCharsets.UTF_8);
  }

  /** Reads what {@link #save} has written. */
  public static Recording load(Path file) throws IOException {
    List<Entry> entries =
        JSON.readValue(Files.readAllBytes(file), new TypeReference<List<Entry>>() {});
    return new Recording(
        entries.stream()
            .map(entry ->
                new TestClient.Exchanged(
                    TestRequest.of(
                        entry.method(),
                        entry.target(),
                        FieldList.of(entry.headers()),
                        entry.body()),
                    new TestResponse(
                        entry.status(), FieldList.of(entry.answerHeaders()), entry.answer())))
            .toList());
  }

  /**
   * Sends all requests again.
   *
   * @return one line for each answer that differs, empty if none does; Date and the like are not
   *     compared
   */
  public List<String> replay(TestClient client) throws IOException, InterruptedException {
    var differences = new ArrayList<String>();
    for (TestClient.Exchanged one : exchanges) {
      TestResponse now = client.send(one.request());
      if (now.status() != one.response().status()
          || !Arrays.equals(now.bytes(), one.response().bytes())
          || !compared(now).equals(compared(one.response()))) {
        differences.add(one.request() + " was " + one.response() + ", and is " + now);
      }
    }
    return differences;
  }

  private static Map<String, List<String>> compared(TestResponse response) {
    Map<String, List<String>> fields = response.fields().asMap();
    fields.keySet().removeAll(NOT_COMPARED);
    return fields;
  }
}
