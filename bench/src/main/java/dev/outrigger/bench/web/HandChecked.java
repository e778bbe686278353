package dev.outrigger.bench.web;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The body of {@code POST /validated} for servers that have no validation: checked by hand. */
record HandChecked(String name, String nickname, int age, String email, List<String> tags) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The bytes of the answer; none: it is refused. */
  static byte[] answer(byte[] body) {
    try {
      HandChecked value = JSON.readValue(body, HandChecked.class);
      return value.isValid() ? JSON.writeValueAsBytes(value) : new byte[0];
    } catch (JacksonException _) {
      return new byte[0];
    }
  }

  static byte[] user() {
    return JSON.writeValueAsBytes(Site.user());
  }

  private boolean isValid() {
    int at = email.indexOf('@');
    return !name.isBlank()
        && nickname.length() >= 2
        && nickname.length() <= 30
        && age >= 18
        && age <= 120
        && at > 0
        && at < email.length() - 1
        && !tags.isEmpty()
        && tags.size() <= 10;
  }
}
