package dev.outrigger.bench.web;

import dev.outrigger.bench.load.Http1Request;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the clients ask for, and the answers that every framework has to give to the byte. */
final class WebRequests {
  static final int UPLOADED = 10 << 20;
  static final int SCRIPT = 20 << 10;

  static final String SIGNUP =
      """
      {"name":"Ada Lovelace","nickname":"ada","age":36,"email":"ada@example.org",\
      "tags":["engines","poetry","numbers"]}\
      """;

  /** Each differs from {@link #SIGNUP} in one field, which is not valid then. */
  static final Map<String, String> REFUSED =
      Map.of(
          "a blank name", SIGNUP.replace("Ada Lovelace", "  "),
          "a nickname of one letter", SIGNUP.replace("\"ada\"", "\"a\""),
          "an age below 18", SIGNUP.replace("36", "17"),
          "an age above 120", SIGNUP.replace("36", "121"),
          "an address without @", SIGNUP.replace("@", " at "),
          "an empty list", SIGNUP.replace("\"engines\",\"poetry\",\"numbers\"", ""));

  static final Http1Request PLAINTEXT = Http1Request.get("/plaintext", 1, Site.hello());
  static final Http1Request JSON =
      Http1Request.get(
          "/json",
          1,
          ascii(
              """
              {"id":7,"name":"Ada","tags":["a","b","c"],"active":true}\
              """));
  static final Http1Request PATH =
      Http1Request.get(
          "/users/7/posts/hello-world/comments/42", 1, ascii(Site.comment(7, "hello-world", 42)));
  static final Http1Request VALIDATED =
      Http1Request.post("/validated", "application/json", ascii(SIGNUP), ascii(SIGNUP));
  static final Http1Request STATIC = Http1Request.get("/static/app.js", 1, script());
  static final Http1Request UPLOAD =
      Http1Request.post(
          "/upload",
          "multipart/form-data; boundary=the-part-ends-here",
          form(),
          ascii(Integer.toString(UPLOADED)));

  private WebRequests() {}

  /** The static file. */
  static byte[] script() {
    String line = "export const answer = (question) => question.length * 42; // and so on\n";
    return ascii(line.repeat(SCRIPT / line.length() + 1).substring(0, SCRIPT));
  }

  private static byte[] form() {
    byte[] head =
        ascii(
            """
            --the-part-ends-here
            Content-Disposition: form-data; name="file"; filename="picture.bin"
            Content-Type: application/octet-stream

            """
                .replace("\n", "\r\n"));
    byte[] end = ascii("\r\n--the-part-ends-here--\r\n");
    byte[] all = new byte[head.length + UPLOADED + end.length];
    System.arraycopy(head, 0, all, 0, head.length);
    // No line ends, of which each is the beginning of a boundary perhaps.
    for (int i = 0; i < UPLOADED; i++) {
      all[head.length + i] = (byte) ('a' + i % 23);
    }
    System.arraycopy(end, 0, all, head.length + UPLOADED, end.length);
    return all;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
