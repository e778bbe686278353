package dev.outrigger.web.auth;

import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import java.util.List;
import java.util.Optional;

/** What stands behind a scheme in the field Authorization. */
final class Credentials {
  private Credentials() {}

  /**
   * Empty if there are none of this scheme.
   *
   * @throws Problem 400 if the field came more than once
   */
  static Optional<String> of(Request request, String scheme) {
    List<String> fields = request.headers().all("Authorization");
    if (fields.size() > 1) {
      throw Problem.badRequest("The field Authorization came more than once");
    }
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    String field = fields.getFirst().strip();
    int blank = field.indexOf(' ');
    String name = blank < 0 ? field : field.substring(0, blank);
    if (!name.equalsIgnoreCase(scheme)) {
      return Optional.empty();
    }
    return Optional.of(blank < 0 ? "" : field.substring(blank).strip());
  }

  /** A text that can stand between the quotes of a challenge. */
  static String requireRealm(String realm) {
    if (!realm.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\')) {
      throw new IllegalArgumentException(
          "\"" + realm + "\" is no realm: it has ASCII without quotes and backslashes");
    }
    return realm;
  }
}
