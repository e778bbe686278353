package dev.outrigger.web.endpoints;

import dev.outrigger.web.json.Json;
import java.util.function.Function;

/**
 * A parameter of a method, and where its argument comes from.
 *
 * @param argument to be made once the application's JSON is known
 */
record Input(Slot slot, From from, Function<Json, Argument> argument) {

  /** The parts of a request that are read at most once. */
  enum From {
    VALUES,
    FORM,
    BODY,
    REQUEST
  }

  static Input of(Slot slot, From from, Argument argument) {
    return new Input(slot, from, _ -> argument);
  }
}
