package dev.outrigger.web.testclient;

import dev.outrigger.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole answer, as a {@link TestClient} has it. Immutable. */
public final class TestResponse {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final int status;
  private final FieldList headers;
  private final byte[] body;

  TestResponse(int status, FieldList headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** The status. */
  public int status() {
    return status;
  }

  /** The header fields. */
  public Headers headers() {
    return headers;
  }

  FieldList fields() {
    return headers;
  }

  /** The first header field of this name. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** The body, not a copy. */
  public byte[] bytes() {
    return body;
  }

  /** The body as text in UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as a value of this class, read from JSON. */
  public <T> T json(Class<T> type) {
    return JSON.readValue(body, type);
  }

  /** The body as a tree of JSON. */
  public JsonNode json() {
    return JSON.readTree(body);
  }

  /** Status, type and the beginning of the body, as messages of failed tests show them. */
  @Override
  public String toString() {
    String text = text();
    return status
        + " "
        + header("Content-Type").orElse("")
        + " "
        + (text.length() > 500 ? text.substring(0, 500) + "…" : text);
  }
}
