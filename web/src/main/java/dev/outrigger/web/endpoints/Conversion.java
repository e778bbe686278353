package dev.outrigger.web.endpoints;

/** Makes a simple value of text. */
@FunctionalInterface
interface Conversion {

  /**
   * The value.
   *
   * @throws Unfit if the text is none of this type
   */
  Object of(String text) throws Unfit;

  /** Whether empty text is a value, rather than none. */
  default boolean takesEmpty() {
    return false;
  }

  /** Text that is no value; the message is for the client. */
  final class Unfit extends Exception {
    private static final int LONGEST = 80;

    Unfit(String reason) {
      super(reason, null, false, false);
    }

    static Unfit isNot(String text, String kind) {
      String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
      return new Unfit("\"" + shown + "\" is not " + kind);
    }
  }
}
