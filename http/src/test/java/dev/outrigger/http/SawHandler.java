package dev.outrigger.http;

import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what it saw of a request, in the field {@code Saw}: the status may forbid a body. */
public final class SawHandler implements HttpHandler {
  private final List<WeakReference<HttpRequest>> seen = new CopyOnWriteArrayList<>();

  @Override
  public HttpResponse handle(HttpRequest request) throws Exception {
    seen.add(new WeakReference<>(request));
    String body =
        switch (request.path()) {
          case "/unread" -> "";
          case "/stream" -> streamed(request.body());
          case "/count" -> "" + request.body().bytes().length;
          default -> text(request.body().bytes());
        };
    StringBuilder saw = new StringBuilder(request.method()).append(' ');
    saw.append(request.path().equals("/long") ? "/long" : request.target());
    saw.append(" \"").append(body).append('"');
    append(saw, " ", request.headers(), "X-");
    append(saw, " +", request.body().trailers(), "");
    HttpResponse answer =
        switch (request.path()) {
          case "/204" -> HttpResponse.of(204, "", new byte[0]);
          case "/304" -> HttpResponse.of(304, "", new byte[0]);
          default -> HttpResponse.text(200, "seen\n");
        };
    return answer.header("Saw", saw.toString());
  }

  /** How many of the requests that were seen are still held by something. */
  public long held() {
    System.gc();
    return seen.stream().filter(request -> request.get() != null).count();
  }

  public int count() {
    return seen.size();
  }

  private static String streamed(RequestBody body) throws InterruptedException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    body.forEach(whole::writeBytes);
    return text(whole.toByteArray());
  }

  private static void append(StringBuilder saw, String before, Headers fields, String prefix) {
    for (String name : new TreeSet<>(fields.names())) {
      if (name.startsWith(prefix)) {
        for (String value : fields.all(name)) {
          String bytes = text(value.getBytes(StandardCharsets.ISO_8859_1));
          saw.append(before).append(name).append('=').append(bytes);
        }
      }
    }
  }

  private static String text(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      int c = b & 0xff;
      text.append(c < ' ' || c >= 0x7f ? "\\x%02x".formatted(c) : (char) c);
    }
    return text.toString();
  }
}
