package dev.outrigger.web;

import tools.jackson.databind.json.JsonMapper;

/** JSON as this framework writes it: Jackson with its defaults. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }
}
