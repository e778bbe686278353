package dev.outrigger.web;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.web.routing.Lookup;

/** Leads each request to the chain of its route, and what comes out of it to the client. */
final class Dispatcher implements HttpHandler {
  private final Site site;
  private final Backstage backstage;

  Dispatcher(Backstage backstage) {
    this.site = backstage.site();
    this.backstage = backstage;
  }

  @Override
  public HttpResponse handle(HttpRequest http) {
    Request request = new Request(http, backstage);
    Response answer =
        request.lookup() instanceof Lookup.Match<Endpoint> match
            ? match.route().handler().chain().handle(request)
            : site.misses().handle(request);
    if (!answer.afterwards().isEmpty()) {
      http.afterwards(() -> backstage.background().start(answer.afterwards(), request.toString()));
    }
    return answer.http();
  }
}
