package dev.outrigger.web.forms;

import dev.outrigger.web.Problem;

/** Says what is wrong with what a client sent. */
final class Refused {
  private static final int SHOWN = 60;

  private Refused() {}

  static Problem malformed(String detail) {
    return Problem.badRequest(detail);
  }

  /**
   * Above a limit.
   *
   * @param limit as the component is called that holds it
   */
  static Problem tooLarge(String detail, String limit, long most) {
    return Problem.of(413, detail).with("limit", limit).with("most", most);
  }

  static Problem notTaken(String detail) {
    return Problem.of(415, detail);
  }

  /** The text in quotes, cut where a client might fill the answer with it. */
  static String quoted(String text) {
    return "\"" + cut(text) + "\"";
  }

  static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
