package dev.outrigger.web.endpoints;

import dev.outrigger.http.Headers;
import dev.outrigger.web.json.InputErrors;
import dev.outrigger.web.json.Json;
import dev.outrigger.web.json.JsonPointer;
import java.lang.reflect.Type;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the bodies that handlers ask for, and holds them against the constraints of their types.
 */
public final class CheckedBodies {
  private final Json json;
  private final RecordChecks records;
  private final ConcurrentHashMap<Type, Boolean> constrained = new ConcurrentHashMap<>();

  /** By this JSON. */
  public CheckedBodies(Json json) {
    this.json = json;
    this.records = new RecordChecks(json);
  }

  /**
   * The value of a body.
   *
   * @throws dev.outrigger.web.Problem 415 if it is not called JSON; 400 if it is none; 422 with all
   *     errors if it does not fit the type or its constraints
   */
  public Object read(Type type, Headers headers, byte[] body) {
    if (!constrained.computeIfAbsent(type, records::areNeeded)) {
      return json.body(type).read(headers, body);
    }
    var errors = new InputErrors();
    Object value = json.body(type).read(headers, body, errors, records);
    if (errors.count() == 0) {
      records.check(value, JsonPointer.root(), errors);
    }
    if (value == null || errors.count() > 0) {
      throw errors.problem(422);
    }
    return value;
  }
}
