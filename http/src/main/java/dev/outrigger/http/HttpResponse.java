package dev.outrigger.http;

import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An answer, complete with its body. Immutable, but for the body's array, which is not copied: it
 * belongs to the response from then on.
 */
public final class HttpResponse {
  private static final String[] NO_FIELDS = {};
  // What decides where a message ends belongs to the server alone.
  private static final Set<String> FRAMING =
      Set.of(
          "connection",
          "content-length",
          "date",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final int status;
  private final String contentType;
  private final byte[] body;
  // name, value, name, value, ...
  private final String[] fields;

  private HttpResponse(int status, String contentType, byte[] body, String[] fields) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.fields = fields;
  }

  /**
   * An answer.
   *
   * @param status 200 to 599
   * @param contentType the value of Content-Type; empty for none
   * @throws IllegalArgumentException if the status is none, or goes without a body (204 and 304)
   *     and there is one, or the content type could not be sent
   */
  public static HttpResponse of(int status, String contentType, byte[] body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "a response has a status from 200 to 599, but this was " + status);
    }
    if (body.length > 0 && !mayHaveBody(status)) {
      throw new IllegalArgumentException(
          "a response with status "
              + status
              + " has no body, but this one had "
              + body.length
              + " bytes");
    }
    requireValue("Content-Type", contentType);
    return new HttpResponse(status, contentType, body, NO_FIELDS);
  }

  /** An answer of plain text in UTF-8. */
  public static HttpResponse text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * This answer with one more header field.
   *
   * @throws IllegalArgumentException if the name or value has a character that must not be there,
   *     or the field is one that the server writes itself (Content-Length, Transfer-Encoding,
   *     Connection, Date and their like)
   */
  public HttpResponse header(String name, String value) {
    if (name.isEmpty() || HttpHeaderValidationUtil.validateToken(name) != -1) {
      throw new IllegalArgumentException("not a name of a header field: '" + name + "'");
    }
    if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("the server writes " + name + " itself; leave it out");
    }
    requireValue(name, value);
    if (name.equalsIgnoreCase("Content-Type")) {
      return new HttpResponse(status, value, body, fields);
    }
    String[] more = Arrays.copyOf(fields, fields.length + 2);
    more[fields.length] = name;
    more[fields.length + 1] = value;
    return new HttpResponse(status, contentType, body, more);
  }

  /** The status. */
  public int status() {
    return status;
  }

  /** The value of Content-Type; empty for none. */
  public String contentType() {
    return contentType;
  }

  /** The body; not a copy. */
  public byte[] body() {
    return body;
  }

  /** The first value given with {@link #header(String, String)} under this name, in any case. */
  public Optional<String> header(String name) {
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i].equalsIgnoreCase(name)) {
        return Optional.of(fields[i + 1]);
      }
    }
    return Optional.empty();
  }

  static boolean mayHaveBody(int status) {
    return status != 204 && status != 304;
  }

  String[] fields() {
    return fields;
  }

  private static void requireValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        throw new IllegalArgumentException(
            "the value of "
                + name
                + " has a character that a header field cannot carry: 0x"
                + Integer.toHexString(c)
                + " at index "
                + i);
      }
    }
  }

  @Override
  public String toString() {
    return status + " " + contentType + " (" + body.length + " bytes)";
  }
}
