package dev.outrigger.web.testclient;

import dev.outrigger.http.Headers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A request to be sent by a {@link TestClient}. Immutable: each change makes a copy. */
public final class TestRequest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String method;
  private final String target;
  private final FieldList headers;
  private final byte[] body;

  private TestRequest(String method, String target, FieldList headers, byte[] body) {
    this.method = method;
    this.target = target;
    this.headers = headers;
    this.body = body;
  }

  /**
   * A request without a body.
   *
   * @param target a path, with a query or without, percent-encoded: {@code /search?q=a%20b}
   */
  public static TestRequest of(String method, String target) {
    if (!target.startsWith("/") && !target.equals("*")) {
      throw new IllegalArgumentException("a target begins with \"/\", but this was " + target);
    }
    return of(method, target, FieldList.EMPTY, new byte[0]);
  }

  static TestRequest of(String method, String target, FieldList headers, byte[] body) {
    return new TestRequest(method, target, headers, body);
  }

  /** A GET. */
  public static TestRequest get(String target) {
    return of("GET", target);
  }

  /** A POST. */
  public static TestRequest post(String target) {
    return of("POST", target);
  }

  /** With one more header field. */
  public TestRequest header(String name, String value) {
    return new TestRequest(method, target, headers.and(name, value), body);
  }

  /** With a query parameter, which it encodes. */
  public TestRequest query(String name, String value) {
    String pair = encoded(name) + "=" + encoded(value);
    return new TestRequest(
        method, target + (target.indexOf('?') < 0 ? "?" : "&") + pair, headers, body);
  }

  /** With these bytes as its body. */
  public TestRequest body(String contentType, byte[] bytes) {
    return new TestRequest(method, target, headers.and("Content-Type", contentType), bytes);
  }

  /** With text as its body. */
  public TestRequest text(String text) {
    return body("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** With JSON as its body; a text is taken as JSON that is written already. */
  public TestRequest json(Object value) {
    byte[] json =
        value instanceof String written
            ? written.getBytes(StandardCharsets.UTF_8)
            : JSON.writeValueAsBytes(value);
    return body("application/json", json);
  }

  /** With the fields of a form as its body. */
  public TestRequest form(Map<String, String> fields) {
    String form =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return body("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The method. */
  public String method() {
    return method;
  }

  /** The path and the query. */
  public String target() {
    return target;
  }

  /** The header fields. */
  public Headers headers() {
    return headers;
  }

  FieldList fields() {
    return headers;
  }

  /** The body, not a copy. */
  public byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return method + " " + target;
  }
}
