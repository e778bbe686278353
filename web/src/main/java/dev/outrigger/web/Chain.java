package dev.outrigger.web;

import dev.outrigger.web.json.Json;
import java.util.List;

/** Puts middleware around handlers. Each link turns what fails inside of it into an answer. */
final class Chain {
  private final FailureMap failures;
  private final Json json;
  private final String route;

  Chain(Settings settings, String route) {
    this.failures = settings.failures();
    this.json = settings.json();
    this.route = route;
  }

  /** The innermost part. */
  Next handler(Handler handler) {
    return new Guarded((request, _) -> Answers.of(handler.handle(request)), _ -> Response.empty());
  }

  /** The first of the list is the outermost. */
  Next around(List<Middleware> middleware, Next inner) {
    Next next = inner;
    for (Middleware outer : middleware.reversed()) {
      next = new Guarded(outer, next);
    }
    return next;
  }

  /** One link of the chain. */
  private final class Guarded implements Next {
    private final Middleware middleware;
    private final Next inner;

    Guarded(Middleware middleware, Next inner) {
      this.middleware = middleware;
      this.inner = inner;
    }

    // Whatever a handler throws, errors included, its client gets an answer and its loop goes on.
    @SuppressWarnings("CatchingUnchecked")
    @Override
    public Response handle(Request request) {
      try {
        Response answer = middleware.around(request, inner);
        if (answer == null) {
          throw new Answers.UnanswerableException("null instead of a Response", middleware);
        }
        return answer.rendered(json);
      } catch (Throwable failure) {
        return failures.answer(failure, route, request).rendered(json);
      }
    }
  }
}
