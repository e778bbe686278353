package dev.outrigger.http;

import dev.outrigger.http.syntax.ResponseFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * An answer: complete with its body, or with a body that is written while it goes, or with another
 * protocol that follows. Immutable, but for the body's array, which is not copied: it belongs to
 * the response from then on.
 */
public final class HttpResponse {
  private static final String[] NO_FIELDS = {};
  private static final byte[] NO_BYTES = {};
  private final int status;
  private final String contentType;
  private final ResponseContent content;
  // name, value, name, value, ...
  private final String[] fields;

  private HttpResponse(int status, String contentType, ResponseContent content, String[] fields) {
    this.status = status;
    this.contentType = contentType;
    this.content = content;
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
    requireStatus(status);
    requireBody(status, body);
    ResponseFields.requireValue("Content-Type", contentType);
    return new HttpResponse(status, contentType, new ResponseContent.Whole(body), NO_FIELDS);
  }

  /**
   * An answer that is written while it goes, after the handler has returned it: in chunks over
   * HTTP/1.1. It is not written at all for a HEAD request.
   *
   * @param status 200 to 599, but none that goes without a body
   * @param contentType the value of Content-Type; empty for none
   */
  public static HttpResponse stream(int status, String contentType, ResponseBody body) {
    return stream(status, contentType, -1, body);
  }

  /**
   * The same, with its length declared in Content-Length.
   *
   * @param length how many bytes the body will write, neither fewer nor more
   */
  public static HttpResponse stream(
      int status, String contentType, long length, ResponseBody body) {
    requireStatus(status);
    if (length < -1) {
      throw new IllegalArgumentException("a body cannot have a length of " + length);
    }
    ResponseFields.requireValue("Content-Type", contentType);
    ResponseContent content =
        new ResponseContent.Written(length, Objects.requireNonNull(body, "body"));
    requireContent(status, content);
    return new HttpResponse(status, contentType, content, NO_FIELDS);
  }

  /**
   * Goes on in another protocol: 101 over HTTP/1.1, 200 to an extended CONNECT over HTTP/2.
   *
   * @throws HttpException with status 400 when it is sent, if the client did not ask for it
   */
  public static HttpResponse upgrade(Upgrade upgrade) {
    Objects.requireNonNull(upgrade, "upgrade");
    return new HttpResponse(101, "", new ResponseContent.Switched(upgrade), NO_FIELDS);
  }

  /**
   * An answer without a body: {@code HttpResponse.of(204)}.
   *
   * @param status 200 to 599
   */
  public static HttpResponse of(int status) {
    return of(status, "", NO_BYTES);
  }

  /**
   * Sends the client elsewhere.
   *
   * @param status 303 to fetch that by GET, whatever it did here; 307 to do the same there, this
   *     time; 308 to do so from now on. Clients disagree about 301 and 302: they may make a GET of
   *     a POST or not. Who needs one adds Location to {@link #of(int)}
   * @param location the value of Location: a URI, or a part of one, as {@code /login}
   * @throws IllegalArgumentException if the status is none of these, or the location no URI in
   *     ASCII
   */
  public static HttpResponse redirect(int status, String location) {
    if (status != 303 && status != 307 && status != 308) {
      throw new IllegalArgumentException(
          "a redirection has status 303, 307 or 308, but this was " + status);
    }
    ResponseFields.requireLocation(location);
    return of(status).header("Location", location);
  }

  /** An answer of plain text in UTF-8. */
  public static HttpResponse text(int status, String text) {
    Objects.requireNonNull(text, "text");
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * This answer with one more header field; with Content-Type, it takes the place of {@link
   * #contentType()}. Values go out in ISO 8859-1.
   *
   * @throws IllegalArgumentException if the name or value has a character that must not be there,
   *     or the field is one that the server alone decides about (Content-Length, Transfer-Encoding,
   *     Connection, Date and their like)
   */
  public HttpResponse header(String name, String value) {
    // RFC 9110, 15.5.22: this status says by it which protocol is required.
    if (status == 426 && name.equalsIgnoreCase("Upgrade")) {
      ResponseFields.requireValue(name, value);
    } else {
      ResponseFields.require(name, value);
    }
    if (name.equalsIgnoreCase("Content-Type")) {
      return new HttpResponse(status, value, content, fields);
    }
    String[] more = Arrays.copyOf(fields, fields.length + 2);
    more[fields.length] = name;
    more[fields.length + 1] = value;
    return new HttpResponse(status, contentType, content, more);
  }

  /** This answer without the fields of this name, in any case; for Content-Type too. */
  public HttpResponse without(String name) {
    if (name.equalsIgnoreCase("Content-Type")) {
      return new HttpResponse(status, "", content, fields);
    }
    List<String> rest = new ArrayList<>(fields.length);
    for (int i = 0; i < fields.length; i += 2) {
      if (!fields[i].equalsIgnoreCase(name)) {
        rest.add(fields[i]);
        rest.add(fields[i + 1]);
      }
    }
    return rest.size() == fields.length
        ? this
        : new HttpResponse(status, contentType, content, rest.toArray(NO_FIELDS));
  }

  /**
   * The same header and body under another status.
   *
   * @throws IllegalArgumentException if the status is none, or goes without a body and there is
   *     one, or another protocol follows this answer
   */
  public HttpResponse withStatus(int status) {
    requireStatus(status);
    requireContent(status, content);
    return new HttpResponse(status, contentType, content, fields);
  }

  /**
   * The same header with another body.
   *
   * @throws IllegalArgumentException if the status goes without a body and there is one, or another
   *     protocol follows this answer
   */
  public HttpResponse withContent(ResponseContent content) {
    requireStatus(status);
    requireContent(status, content);
    return new HttpResponse(status, contentType, content, fields);
  }

  /** The status. */
  public int status() {
    return status;
  }

  /** The value of Content-Type; empty for none. */
  public String contentType() {
    return contentType;
  }

  /** The body, not a copy; empty if it is written while it goes. */
  public byte[] body() {
    return content instanceof ResponseContent.Whole(byte[] bytes) ? bytes : NO_BYTES;
  }

  /** What it consists of, beside its header. */
  public ResponseContent content() {
    return content;
  }

  /**
   * The same header with a body that is there as a whole.
   *
   * @throws IllegalArgumentException if the status goes without a body and there is one, or another
   *     protocol follows
   */
  public HttpResponse withBody(byte[] body) {
    return withContent(new ResponseContent.Whole(body));
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

  /**
   * Gives each field that was added with {@link #header(String, String)}, in their order, as name
   * and value; Content-Type is not among them.
   */
  public void forEachHeader(BiConsumer<? super String, ? super String> action) {
    for (int i = 0; i < fields.length; i += 2) {
      action.accept(fields[i], fields[i + 1]);
    }
  }

  /** How many fields {@link #forEachHeader} gives. */
  public int headerCount() {
    return fields.length / 2;
  }

  /** Whether its status goes with a body, be it empty: those of 204 and 304 do not. */
  public boolean mayHaveBody() {
    return mayHaveBody(status);
  }

  private static boolean mayHaveBody(int status) {
    return status != 204 && status != 304;
  }

  private static void requireBody(int status, byte[] body) {
    if (body.length > 0 && !mayHaveBody(status)) {
      throw new IllegalArgumentException(
          "a response with status "
              + status
              + " has no body, but this one had "
              + body.length
              + " bytes");
    }
  }

  private static void requireContent(int status, ResponseContent content) {
    switch (content) {
      case ResponseContent.Whole(byte[] bytes) -> requireBody(status, bytes);
      case ResponseContent.Written _ -> {
        if (!mayHaveBody(status)) {
          throw new IllegalArgumentException("a response with status " + status + " has no body");
        }
      }
      case ResponseContent.Switched(Upgrade upgrade) ->
          throw new IllegalArgumentException(
              upgrade.protocol() + " follows its own answer, which can't be changed");
    }
  }

  private static void requireStatus(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "a response has a status from 200 to 599, but this was " + status);
    }
  }

  @Override
  public String toString() {
    return switch (content) {
      case ResponseContent.Whole(byte[] bytes) ->
          status + " " + contentType + " (" + bytes.length + " bytes)";
      case ResponseContent.Written _ -> status + " " + contentType + " (written while it goes)";
      case ResponseContent.Switched(Upgrade upgrade) -> status + " " + upgrade.protocol();
    };
  }
}
