package dev.outrigger.web;

import dev.outrigger.web.json.Json;
import java.util.LinkedHashMap;

/** Writes a problem as RFC 9457 has it. */
final class ProblemBody {
  private ProblemBody() {}

  static Response of(Problem problem) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", problem.type().toString());
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.put("detail", problem.detail());
    body.putAll(problem.members());
    Response answer =
        Response.bytes("application/problem+json", Json.standard().bytes(body))
            .status(problem.status());
    for (var field : problem.headers().entrySet()) {
      answer = answer.header(field.getKey(), field.getValue());
    }
    return answer;
  }
}
