package dev.outrigger.http.syntax;

/** Text that a stranger sent, made fit for a log or an answer. */
public final class Printable {
  private static final int LONGEST = 200;

  private Printable() {}

  public static String text(String raw) {
    StringBuilder safe = new StringBuilder(Math.min(raw.length(), LONGEST));
    for (int i = 0; i < raw.length() && i < LONGEST; i++) {
      char c = raw.charAt(i);
      safe.append(c < ' ' || c >= 0x7f ? '?' : c);
    }
    return safe.toString();
  }
}
