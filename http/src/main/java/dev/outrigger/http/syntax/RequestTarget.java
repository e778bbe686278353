package dev.outrigger.http.syntax;

/** The second word of a request line, of which RFC 9112 knows four forms. */
public final class RequestTarget {
  private RequestTarget() {}

  /** Where the path begins: zero but for {@code http://host/path}; the length if it has no path. */
  public static int pathStart(String target) {
    return target.startsWith("/") || target.equals("*") ? 0 : authorityEnd(target);
  }

  /** Where the host begins; zero if the target has none. */
  public static int authorityStart(String target) {
    if (target.regionMatches(true, 0, "http://", 0, 7)) {
      return 7;
    }
    return target.regionMatches(true, 0, "https://", 0, 8) ? 8 : 0;
  }

  /** Where the host and its port end. */
  public static int authorityEnd(String target) {
    for (int i = authorityStart(target); i < target.length(); i++) {
      if (target.charAt(i) == '/' || target.charAt(i) == '?') {
        return i;
      }
    }
    return target.length();
  }

  /** Whether the target has a form that goes with the method, and no character that it must not. */
  public static boolean isValid(String method, String target) {
    boolean form =
        target.startsWith("/")
            || (target.equals("*") && method.equals("OPTIONS"))
            || isAbsolute(target);
    return form && hasOnlyGoodCharacters(target);
  }

  // What browsers leave as it is, such as | and {, is let through. A backslash is not, where a path
  // is: some read it as a slash.
  private static boolean hasOnlyGoodCharacters(String target) {
    boolean inPath = true;
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#' || c == '"' || c == '<' || c == '>') {
        return false;
      }
      inPath &= c != '?';
      if (c == '\\' && inPath) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAbsolute(String target) {
    int start = authorityStart(target);
    return start > 0 && Authority.isValid(target, start, authorityEnd(target));
  }
}
