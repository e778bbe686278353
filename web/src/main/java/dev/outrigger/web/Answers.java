package dev.outrigger.web;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns what a handler returned into a response. */
final class Answers {
  private Answers() {}

  /**
   * @throws UnanswerableException if a handler may not return this
   */
  static Response of(@Nullable Object value) {
    return switch (value) {
      case Response ready -> ready;
      case Problem problem -> ProblemBody.of(problem);
      case CharSequence text -> Response.text(text.toString());
      case Number number -> Response.text(number.toString());
      case Boolean flag -> Response.text(flag.toString());
      case Enum<?> constant -> Response.text(constant.name());
      case UUID id -> Response.text(id.toString());
      case byte[] bytes -> Response.bytes("application/octet-stream", bytes);
      case Record data -> Response.json(data);
      case Map<?, ?> data -> Response.json(data);
      case Collection<?> data -> Response.json(data);
      case JsonNode data -> Response.json(data);
      case Optional<?> maybe ->
          of(maybe.orElseThrow(() -> Problem.notFound("There is no such thing")));
      case null -> throw new UnanswerableException("null");
      default -> throw new UnanswerableException("a " + value.getClass().getName());
    };
  }

  /** A bug in a handler: its value has no meaning as an answer. */
  static final class UnanswerableException extends RuntimeException {
    UnanswerableException(String what) {
      super(
          "The handler returned "
              + what
              + ", which is no answer; return a Response, text, a number, a boolean, an enum, a UUID,"
              + " a byte[], a record, a map or a collection for JSON, an Optional of these, or a"
              + " Problem; Response.json(..) takes any other value");
    }

    UnanswerableException(String what, Middleware middleware) {
      super("The middleware " + middleware.getClass().getName() + " returned " + what);
    }
  }
}
