package dev.outrigger.web;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.pool.RemoteFunction;
import dev.outrigger.web.endpoints.EndpointCall;
import dev.outrigger.web.endpoints.EndpointMethod;
import dev.outrigger.web.endpoints.Incoming;
import dev.outrigger.web.forms.FormData;
import dev.outrigger.web.forms.MultipartForm;
import dev.outrigger.web.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers requests by a method that takes their parts as arguments. */
final class EndpointHandler {
  private EndpointHandler() {}

  static Handler of(EndpointMethod method, Json json) {
    if (!method.isVoid()) {
      AnswerTypes.requirePossible(method.answerType(), method.toString());
    }
    EndpointCall call = method.call(json);
    if (method.isVoid()) {
      Response done = Response.empty().status(method.status().orElse(204));
      return request -> {
        Object _ = call.of(new Parts(request));
        return done;
      };
    }
    if (method.status().isPresent()) {
      int status = method.status().getAsInt();
      return request -> {
        Object value = call.of(new Parts(request));
        Response answer = Answers.of(value);
        return value instanceof Response ? answer : answer.status(status);
      };
    }
    return request -> Answers.of(call.of(new Parts(request)));
  }

  /** A request as arguments are read from it. */
  private record Parts(Request own) implements Incoming {
    @Override
    public String path(String name) {
      return own.path(name);
    }

    @Override
    public List<String> query(String name) {
      return own.queries(name);
    }

    @Override
    public Optional<String> cookie(String name) {
      return own.cookie(name);
    }

    @Override
    public byte[] body() throws InterruptedException {
      return own.bytes();
    }

    @Override
    public FormData form() throws InterruptedException {
      return own.form();
    }

    @Override
    public MultipartForm multipart() throws IOException, InterruptedException {
      return own.multipart();
    }

    @Override
    public HttpRequest http() {
      return own.http();
    }

    @Override
    public <A, T extends @Nullable Object> T offload(
        String task, RemoteFunction<A, T> function, A argument) throws InterruptedException {
      return own.offloadNullable(task, function, argument);
    }

    @Override
    public Object request() {
      return own;
    }
  }
}
