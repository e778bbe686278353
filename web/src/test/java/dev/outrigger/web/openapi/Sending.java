package dev.outrigger.web.openapi;

import dev.outrigger.web.testclient.TestRequest;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A request while its parameters are put in place. */
final class Sending {
  private String path;
  private final List<String> query = new ArrayList<>();
  private final List<String[]> headers = new ArrayList<>();

  Sending(String path) {
    this.path = path;
  }

  void header(String name, String value) {
    headers.add(new String[] {name, value});
  }

  /** Puts text there as it is. */
  void raw(String in, String name, String text) {
    if (in.equals("path")) {
      path = path.replace("{" + name + "}", text);
    } else {
      query.add(name + "=" + text);
    }
  }

  void parameter(JsonNode parameter, JsonNode value) {
    String name = parameter.get("name").asString();
    String in = parameter.get("in").asString();
    for (JsonNode one : value.isArray() ? value : List.of(value)) {
      String text = one.asString();
      switch (in) {
        case "path", "query" -> raw(in, name, RequestMaker.encoded(text));
        case "header" -> header(name, text);
        // What can stand in a cookie.
        case "cookie" -> header("Cookie", name + "=" + text.replaceAll("[^A-Za-z0-9]", "c"));
        default -> throw new IllegalStateException("a parameter in " + in);
      }
    }
  }

  boolean isWrongAsText(JsonNode schema, JsonNode value) {
    return FormText.isWrongValue(new Inventor(schema, new java.util.Random(0)), schema, value);
  }

  TestRequest request(String method) {
    String target = path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    TestRequest request = TestRequest.of(method, target);
    for (String[] field : headers) {
      request = request.header(field[0], field[1]);
    }
    return request;
  }
}
