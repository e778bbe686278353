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
    return guarded(request -> Answers.of(handler.handle(request)));
  }

  /** The first of the list is the outermost. */
  Next around(List<Middleware> middleware, Next inner) {
    Next next = inner;
    for (Middleware outer : middleware.reversed()) {
      Next inside = next;
      next = guarded(request -> answer(outer, request, inside));
    }
    return next;
  }

  private static Response answer(Middleware middleware, Request request, Next inside)
      throws Exception {
    Response answer = middleware.around(request, inside);
    if (answer == null) {
      throw new Answers.UnanswerableException("null instead of a Response", middleware);
    }
    return answer;
  }

  private interface Link {
    Response answer(Request request) throws Exception;
  }

  // Whatever a handler throws, errors included, its client gets an answer and its loop goes on.
  @SuppressWarnings("CatchingUnchecked")
  private Next guarded(Link link) {
    return request -> {
      try {
        return link.answer(request).rendered(json);
      } catch (Throwable failure) {
        return failures.answer(failure, route, request).rendered(json);
      }
    };
  }
}
