package dev.outrigger.web;

import dev.outrigger.http.HttpResponse;
import java.util.LinkedHashMap;

/** Writes a problem as RFC 9457 has it. */
final class ProblemBody {
  private ProblemBody() {}

  static HttpResponse of(Problem problem) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", problem.type().toString());
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.put("detail", problem.detail());
    body.putAll(problem.members());
    return HttpResponse.of(problem.status(), "application/problem+json", Json.bytes(body));
  }
}
