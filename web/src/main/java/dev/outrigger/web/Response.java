package dev.outrigger.web;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.ResponseBody;
import dev.outrigger.http.ResponseContent;
import dev.outrigger.web.headers.MediaType;
import dev.outrigger.web.headers.SetCookie;
import dev.outrigger.web.json.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer with everything spelled out. Immutable: each change makes a copy. */
public final class Response {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final byte[] NO_BYTES = {};
  private static final HttpResponse JSON = HttpResponse.of(200, "application/json", NO_BYTES);
  private static final Response EMPTY = new Response(HttpResponse.of(204));

  private final HttpResponse http;
  // What is still to be written as JSON, by the application's own mapper.
  private final @Nullable Object unwritten;
  private final @Nullable Throwable failure;
  private final List<Runnable> afterwards;

  private Response(HttpResponse http) {
    this(http, null, null, List.of());
  }

  private Response(
      HttpResponse http,
      @Nullable Object unwritten,
      @Nullable Throwable failure,
      List<Runnable> afterwards) {
    this.http = http;
    this.unwritten = unwritten;
    this.failure = failure;
    this.afterwards = afterwards;
  }

  /** 200 with text. */
  public static Response text(String text) {
    return bytes(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** 200 with a page. */
  public static Response html(String html) {
    return bytes("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * 200 with the value as JSON, as the application writes it ({@link App#json}). It is written when
   * the handler or the middleware returns: do not change the value after that.
   */
  public static Response json(Object value) {
    return new Response(JSON, Objects.requireNonNull(value, "value"), null, List.of());
  }

  /** 200 with these bytes; the array must not change afterwards. */
  public static Response bytes(String contentType, byte[] body) {
    return new Response(HttpResponse.of(200, contentType, body));
  }

  /**
   * 200 with a body that is written while it goes, after handler and middleware have returned.
   *
   * @param contentType empty for none
   */
  public static Response stream(String contentType, ResponseBody body) {
    return new Response(HttpResponse.stream(200, contentType, body));
  }

  /** 204: done, and there is nothing to say. */
  public static Response empty() {
    return EMPTY;
  }

  /**
   * 303: the client fetches that by GET, whatever it did here; as after a form. For others: {@code
   * Response.of(HttpResponse.redirect(308, "/new"))}.
   *
   * @param location a URI, or a part of one, as {@code /login}
   */
  public static Response redirect(String location) {
    return of(HttpResponse.redirect(303, location));
  }

  /** An answer of the server below, such as an upgrade to another protocol. */
  public static Response of(HttpResponse http) {
    return new Response(http);
  }

  /**
   * 200 with a resource that lies beside a class, read at once; its type follows from its name.
   *
   * @throws UncheckedIOException if there is no such resource
   */
  public static Response resource(Class<?> beside, String name) {
    try (var in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(
            "No resource \"" + name + "\" beside " + beside.getName() + " on the class path");
      }
      return bytes(MediaType.ofFile(name).toString(), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This answer under another status. */
  public Response status(int status) {
    return with(http.withStatus(status));
  }

  /**
   * This answer with one more header field; a name may repeat. With Content-Type, it takes the
   * place of the one that was there.
   *
   * @throws IllegalArgumentException if the name or value can't be sent, or is the server's own
   *     affair, as Content-Length
   */
  public Response header(String name, String value) {
    return with(http.header(name, value));
  }

  /** This answer with a cookie for the client. */
  public Response cookie(SetCookie cookie) {
    return header("Set-Cookie", cookie.toString());
  }

  /** This answer without the header fields of this name. */
  public Response without(String name) {
    HttpResponse rest = http.without(name);
    return rest == http ? this : with(rest);
  }

  /** This answer with another body under the same header. */
  public Response withContent(ResponseContent content) {
    return new Response(http.withContent(content), null, failure, afterwards);
  }

  /**
   * This answer, and then this in a task of its own: a mail to send, a cache to fill. It begins
   * when the answer has been handed to the connection, on the same loop. Nobody waits for it but
   * the end of the server; what it throws goes to the log.
   */
  public Response afterwards(Runnable task) {
    var more = new ArrayList<>(afterwards);
    more.add(Objects.requireNonNull(task, "task"));
    return new Response(http, unwritten, failure, List.copyOf(more));
  }

  /** The status. */
  public int status() {
    return http.status();
  }

  /** The value of Content-Type; empty for none. */
  public String contentType() {
    return http.contentType();
  }

  /** The first header field of this name. */
  public Optional<String> header(String name) {
    return name.equalsIgnoreCase("Content-Type")
        ? Optional.of(http.contentType()).filter(type -> !type.isEmpty())
        : http.header(name);
  }

  /** What it consists of, beside its header. For middleware: JSON has been written by then. */
  public ResponseContent content() {
    return http.content();
  }

  /** What was thrown, if this answer is what became of a failure. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** This answer, as what became of a failure. */
  Response becauseOf(Throwable thrown) {
    return new Response(http, unwritten, thrown, afterwards);
  }

  /** With its JSON written. */
  Response rendered(Json json) {
    return unwritten == null
        ? this
        : new Response(
            http.withContent(new ResponseContent.Whole(json.bytes(unwritten))),
            null,
            failure,
            afterwards);
  }

  /** What the server below sends. */
  HttpResponse http() {
    return http;
  }

  List<Runnable> afterwards() {
    return afterwards;
  }

  private Response with(HttpResponse changed) {
    return new Response(changed, unwritten, failure, afterwards);
  }

  @Override
  public String toString() {
    return http.toString();
  }
}
