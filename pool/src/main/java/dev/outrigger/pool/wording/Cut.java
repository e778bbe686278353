package dev.outrigger.pool.wording;

/** Texts of others that stay readable, however long they are. */
public final class Cut {
  private static final int MOST = 4000;

  private Cut() {}

  /** The text; of a very long one its beginning, and how long it was. */
  public static String of(String text) {
    if (text.length() <= MOST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
    return text.substring(0, end) + "… (cut, " + text.length() + " characters)";
  }
}
