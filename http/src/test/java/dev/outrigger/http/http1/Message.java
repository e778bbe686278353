package dev.outrigger.http.http1;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A whole request as a parser has understood it. Text has one char for each byte. */
record Message(
    String method,
    String target,
    String version,
    List<Map.Entry<String, String>> fields,
    String body,
    List<Map.Entry<String, String>> trailers) {

  /** The shortest way to say the same. */
  byte[] bytes() {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(target).append(' ').append(version).append("\r\n");
    append(text, fields);
    if (fields.stream().anyMatch(f -> f.getKey().equalsIgnoreCase("Transfer-Encoding"))) {
      if (!body.isEmpty()) {
        text.append(Integer.toHexString(body.length())).append("\r\n").append(body).append("\r\n");
      }
      text.append("0\r\n");
      append(text, trailers);
    } else {
      text.append(body);
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void append(StringBuilder text, List<Map.Entry<String, String>> fields) {
    fields.forEach(f -> text.append(f.getKey()).append(':').append(f.getValue()).append("\r\n"));
    text.append("\r\n");
  }
}
