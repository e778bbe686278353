package dev.outrigger.web.headers;

/**
 * What browsers and other servers take as a cookie (RFC 6265bis 4.1.1), checked before it is set.
 */
final class CookieRules {
  // Above these, browsers drop the cookie or the attribute without a word.
  private static final int LONGEST = 4096;
  private static final int LONGEST_ATTRIBUTE = 1024;

  private CookieRules() {}

  static boolean isHost(String name) {
    return begins(name, "__Host-");
  }

  static boolean isSecure(String name) {
    return begins(name, "__Secure-");
  }

  private static boolean begins(String name, String prefix) {
    return name.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  static void checkName(String name) {
    if (!Tokens.isToken(name)) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a cookie: it takes letters, digits and !#$%&'*+-.^_`|~");
    }
  }

  static void checkValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\') {
        // The value itself may be secret.
        throw new IllegalArgumentException(
            "the value of the cookie '"
                + name
                + "' has, at index "
                + i
                + ", a character that"
                + " cookies can't have (blank, quote, comma, semicolon, backslash, control or"
                + " non-ASCII): encode it, as by Base64.getUrlEncoder()");
      }
    }
    if (name.length() + value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "the cookie '"
              + name
              + "' has "
              + (name.length() + value.length())
              + " characters, but browsers keep none of more than "
              + LONGEST
              + ": store the data here, and its id in the cookie");
    }
  }

  static void checkPath(String name, String path) {
    if (isHost(name) && !path.equals("/")) {
      throw new IllegalArgumentException(
          "the cookie '"
              + name
              + "' can't have the path '"
              + path
              + "': __Host- demands the path /; take __Secure- for another");
    }
    if (!path.startsWith("/") || path.length() > LONGEST_ATTRIBUTE || !isPath(path)) {
      throw new IllegalArgumentException(
          "the cookie '"
              + name
              + "' can't have the path '"
              + path
              + "': it begins with / and has ASCII without blanks at its ends, controls and"
              + " semicolons, at most "
              + LONGEST_ATTRIBUTE
              + " characters");
    }
  }

  private static boolean isPath(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c < ' ' || c >= 0x7f || c == ';') {
        return false;
      }
    }
    return !path.endsWith(" ");
  }

  static void checkDomain(String name, String domain) {
    if (isHost(name)) {
      throw new IllegalArgumentException(
          "the cookie '"
              + name
              + "' can't have the domain '"
              + domain
              + "': __Host- is for the very host alone; take __Secure- for a domain");
    }
    if (domain.isEmpty() || domain.length() > 253 || !isDomain(domain)) {
      throw new IllegalArgumentException(
          "the cookie '"
              + name
              + "' can't have the domain '"
              + domain
              + "': write it as example.org, without a dot in front, a port or a scheme");
    }
  }

  private static boolean isDomain(String domain) {
    for (int i = 0; i < domain.length(); i++) {
      char c = domain.charAt(i);
      boolean dot = c == '.' && i > 0 && domain.charAt(i - 1) != '.' && i < domain.length() - 1;
      if (!dot && !Tokens.isLetter(c) && !Tokens.isDigit(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }
}
