package dev.outrigger.web;

import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/** JSON as an application reads and writes it. */
final class Json {
  private static final Json STANDARD = new Json(UnaryOperator.identity());

  private final JsonMapper mapper;

  Json(UnaryOperator<JsonMapper.Builder> tuning) {
    this.mapper = tuning.apply(JsonMapper.builder()).build();
  }

  /** Jackson with its defaults. */
  static Json standard() {
    return STANDARD;
  }

  JsonMapper mapper() {
    return mapper;
  }

  byte[] bytes(Object value) {
    return mapper.writeValueAsBytes(value);
  }
}
