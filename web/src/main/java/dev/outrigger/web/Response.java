package dev.outrigger.web;

import dev.outrigger.http.HttpResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer with everything spelled out. Immutable: each change makes a copy. */
public final class Response {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final byte[] NO_BYTES = {};

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final List<Field> fields;

  /** A header that the application added. */
  private record Field(String name, String value) {}

  private Response(int status, String contentType, byte[] body, List<Field> fields) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.fields = fields;
  }

  /** 200 with text. */
  public static Response text(String text) {
    return bytes(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** 200 with a page. */
  public static Response html(String html) {
    return bytes("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  /** 200 with the value as JSON, written at once: later changes to the value do not show. */
  public static Response json(Object value) {
    return bytes("application/json", Json.bytes(value));
  }

  /** 200 with these bytes; the array must not change afterwards. */
  public static Response bytes(String contentType, byte[] body) {
    return new Response(200, contentType, body, List.of());
  }

  /** 204: done, and there is nothing to say. */
  public static Response empty() {
    return new Response(204, "", NO_BYTES, List.of());
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
      String type = URLConnection.guessContentTypeFromName(name);
      if (type == null) {
        type = "application/octet-stream";
      } else if (type.startsWith("text/")) {
        type += "; charset=utf-8";
      }
      return bytes(type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This answer under another status. */
  public Response status(int status) {
    return new Response(status, contentType, body, fields);
  }

  /** This answer with one more header; a name may repeat. */
  public Response header(String name, String value) {
    var more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Response(status, contentType, body, List.copyOf(more));
  }

  /** The status of this answer. */
  public int status() {
    return status;
  }

  HttpResponse http() {
    HttpResponse http = HttpResponse.of(status, contentType, body);
    for (Field field : fields) {
      http = http.header(field.name(), field.value());
    }
    return http;
  }
}
