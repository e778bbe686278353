package dev.outrigger.web.jdk;

import com.sun.net.httpserver.HttpHandler;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.ResponseBody;
import dev.outrigger.runtime.Loop;
import dev.outrigger.web.Application;
import dev.outrigger.web.Handler;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import java.util.List;
import java.util.Locale;

/**
 * Serves handlers of the JDK's {@code com.sun.net.httpserver}, unchanged: what a team has already,
 * or what speaks that interface, as exporters of metrics and libraries for tests do.
 *
 * <pre>{@code
 * app.mount("/metrics", JdkHandlers.application("/metrics", metricsHandler));
 * }</pre>
 *
 * <p>The handler runs in a task of its own on the loop, and may block as long as it waits; when the
 * client goes away its thread is interrupted. What it writes goes out while it writes.
 */
public final class JdkHandlers {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private JdkHandlers() {}

  /**
   * A handler for one route.
   *
   * @param contextPath what {@code HttpExchange.getHttpContext().getPath()} says
   */
  public static Handler handler(String contextPath, HttpHandler handler) {
    return request -> answer(contextPath, handler, request);
  }

  /** An application that gives it all requests below the prefix where it is mounted. */
  public static Application application(String contextPath, HttpHandler handler) {
    return app -> {
      Handler all = handler(contextPath, handler);
      for (String method : METHODS) {
        app.route(method, "/", all);
        app.route(method, "/{rest:path}", all);
      }
    };
  }

  private static Response answer(String contextPath, HttpHandler handler, Request request)
      throws Exception {
    Exchange exchange = new Exchange(contextPath, request);
    Conversation conversation = exchange.conversation();
    Loop.current()
        .orElseThrow(() -> new IllegalStateException("this is no task of a loop"))
        .start("jdk handler", () -> conversation.run(() -> handler.handle(exchange)));
    request.http().afterwards(conversation::end);
    Head head = conversation.awaitHead();
    if (request.method().equals("HEAD")) {
      conversation.dropBody();
    }
    String type = head.contentType();
    HttpResponse answer =
        head.length() == 0
            ? HttpResponse.of(head.status(), type, new byte[0])
            : HttpResponse.stream(head.status(), type, head.length(), body(conversation));
    for (var field : head.fields().entrySet()) {
      if (!Head.SERVERS_OWN.contains(field.getKey().toLowerCase(Locale.ROOT))) {
        for (String value : field.getValue()) {
          answer = answer.header(field.getKey(), value);
        }
      }
    }
    return Response.of(answer);
  }

  private static ResponseBody body(Conversation conversation) {
    return conversation::passBodyTo;
  }
}
