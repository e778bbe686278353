package dev.outrigger.web;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.web.routing.Lookup;
import dev.outrigger.web.routing.Router;
import java.util.Set;

/** Leads each request to the handler of its route, and what comes out of it to the client. */
final class Dispatcher implements HttpHandler {
  private static final byte[] NO_BYTES = {};

  private final Router<Handler> router;
  private final FailureMap failures;
  private final Backstage backstage;

  Dispatcher(App app, Backstage backstage) {
    this.router = app.router();
    this.failures = new FailureMap(app.showsEvidence());
    this.backstage = backstage;
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    return switch (router.find(request.method(), request.path())) {
      case Lookup.Match<Handler> match -> answer(request, match);
      case Lookup.WrongMethod<Handler>(Set<String> allowed) -> wrongMethod(request, allowed);
      case Lookup.BadPath<Handler>(String reason) -> ProblemBody.of(Problem.badRequest(reason));
      case Lookup.NoSuchPath<Handler> _ -> noSuchPath(request);
    };
  }

  // Whatever a handler throws, errors included, its client gets an answer and its loop goes on.
  @SuppressWarnings("CatchingUnchecked")
  private HttpResponse answer(HttpRequest request, Lookup.Match<Handler> match) {
    try {
      Object value = match.route().handler().handle(new Request(request, match, backstage));
      return Answers.of(value);
    } catch (Throwable failure) {
      return failures.answer(failure, match.route().toString(), request);
    }
  }

  private static HttpResponse wrongMethod(HttpRequest request, Set<String> allowed) {
    String list = String.join(", ", allowed);
    HttpResponse response =
        request.method().equals("OPTIONS")
            ? HttpResponse.of(204, "", NO_BYTES)
            : ProblemBody.of(
                Problem.of(405, request.path() + " takes " + list + ", not " + request.method()));
    return response.header("Allow", list);
  }

  private static HttpResponse noSuchPath(HttpRequest request) {
    return request.method().equals("OPTIONS") && request.path().equals("*")
        ? HttpResponse.of(204, "", NO_BYTES)
        : ProblemBody.of(Problem.notFound("Nothing is at " + request.path()));
  }
}
