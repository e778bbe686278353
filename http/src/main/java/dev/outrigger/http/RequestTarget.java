package dev.outrigger.http;

/** The second word of a request line, of which RFC 9112 knows four forms. */
final class RequestTarget {
  private RequestTarget() {}

  /** Where the path begins: zero but for {@code http://host/path}; the length if it has no path. */
  static int pathStart(String target) {
    if (target.startsWith("/") || target.equals("*")) {
      return 0;
    }
    int authority = target.indexOf("://") + 3;
    for (int i = authority; i < target.length(); i++) {
      if (target.charAt(i) == '/' || target.charAt(i) == '?') {
        return i;
      }
    }
    return target.length();
  }

  /** Whether the target has a form that goes with the method, and no character that it must not. */
  static boolean isValid(String method, String target) {
    boolean form =
        target.startsWith("/")
            || (target.equals("*") && method.equals("OPTIONS"))
            || isAbsolute(target, "http://")
            || isAbsolute(target, "https://");
    if (!form) {
      return false;
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        return false;
      }
    }
    return true;
  }

  private static boolean isAbsolute(String target, String scheme) {
    return target.regionMatches(true, 0, scheme, 0, scheme.length())
        && target.length() > scheme.length()
        && target.charAt(scheme.length()) != '/';
  }
}
