package dev.outrigger.web.json;

import org.jspecify.annotations.Nullable;

/**
 * What a library or the application says of a value that it refuses, as clients may hear it: one
 * line that is not too long, without packages of Java.
 */
public final class Said {
  private static final String NOTHING = "this is refused";
  // The text may be the client's, and of any length: what looks through it takes its time.
  private static final int LONGEST = 500;

  private Said() {}

  /** What was thrown says; what the JVM says of the program is not for clients. */
  public static String by(Throwable refused) {
    boolean ofTheJvm =
        refused instanceof ClassCastException
            || (refused instanceof NullPointerException
                && String.valueOf(refused.getMessage()).startsWith("Cannot "));
    return ofTheJvm ? NOTHING : inOneLine(refused.getMessage());
  }

  static String inOneLine(@Nullable String text) {
    if (text == null) {
      return NOTHING;
    }
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return JavaNames.hide(shown.lines().findFirst().orElse(NOTHING));
  }
}
