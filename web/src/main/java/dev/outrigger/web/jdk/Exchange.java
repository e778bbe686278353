package dev.outrigger.web.jdk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as handlers of the JDK's server see it. */
final class Exchange extends HttpExchange {
  private final Request request;
  private final URI uri;
  private final HttpContext context;
  private final Conversation conversation = new Conversation();
  private final Headers requestFields = new Headers();
  private final Headers fields = new Headers();
  private final Map<String, @Nullable Object> attributes = new HashMap<>();
  private InputStream in;
  private OutputStream out = conversation.bodyStream();

  Exchange(String contextPath, Request request) {
    this.request = request;
    this.uri = uri(request.http().target());
    this.context = new Context(contextPath);
    for (String name : request.headers().names()) {
      request.headers().all(name).forEach(value -> requestFields.add(name, value));
    }
    this.in = request.body().asInputStream();
  }

  Conversation conversation() {
    return conversation;
  }

  @Override
  public Headers getRequestHeaders() {
    return requestFields;
  }

  @Override
  public Headers getResponseHeaders() {
    return fields;
  }

  @Override
  public URI getRequestURI() {
    return uri;
  }

  private static URI uri(String target) {
    try {
      return new URI(target);
    } catch (URISyntaxException e) {
      throw Problem.badRequest("The target is no URI as RFC 2396 has it: " + e.getReason());
    }
  }

  @Override
  public String getRequestMethod() {
    return request.method();
  }

  @Override
  public HttpContext getHttpContext() {
    return context;
  }

  @Override
  public void close() {
    // The answer ends with its handler.
  }

  @Override
  public InputStream getRequestBody() {
    return in;
  }

  @Override
  public OutputStream getResponseBody() {
    if (!conversation.hasSaid()) {
      throw new IllegalStateException("sendResponseHeaders comes before the body");
    }
    return out;
  }

  /** As {@link HttpExchange} has it: 0 is a length that is not known, -1 is no body. */
  @Override
  public void sendResponseHeaders(int status, long length) throws IOException {
    var said = new LinkedHashMap<String, List<String>>();
    fields.forEach((name, values) -> said.put(name, List.copyOf(values)));
    boolean bodiless = status == 204 || status == 304 || length == -1;
    conversation.say(new Head(status, said, bodiless ? 0 : length == 0 ? -1 : length));
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return request.http().remote() instanceof InetSocketAddress tcp
        ? tcp
        : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @Override
  public int getResponseCode() {
    return conversation.status();
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return InetSocketAddress.createUnresolved(request.host(), 0);
  }

  @Override
  public String getProtocol() {
    return request.http().version();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    attributes.put(name, value);
  }

  @Override
  public void setStreams(@Nullable InputStream input, @Nullable OutputStream output) {
    in = input == null ? in : input;
    out = output == null ? out : output;
  }

  @Override
  public @Nullable HttpPrincipal getPrincipal() {
    return null;
  }
}
