package dev.outrigger.http.fields;

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** What each field must hold to by itself. RFC 9113, 8.2; RFC 9114, 4.2. */
final class FieldRules {
  private static final AsciiString TE = AsciiString.cached("te");
  private static final AsciiString TRAILERS = AsciiString.cached("trailers");
  private static final AsciiString[] OF_CONNECTIONS = {
    AsciiString.cached("connection"),
    AsciiString.cached("keep-alive"),
    AsciiString.cached("proxy-connection"),
    AsciiString.cached("transfer-encoding"),
    AsciiString.cached("upgrade")
  };
  private static final int MOST_DIGITS = 18;
  private static final boolean[] IN_NAMES = new boolean[128];

  static {
    for (char c = 'a'; c <= 'z'; c++) {
      IN_NAMES[c] = true;
    }
    for (char c = '0'; c <= '9'; c++) {
      IN_NAMES[c] = true;
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      IN_NAMES[c] = true;
    }
  }

  private FieldRules() {}

  /** What is wrong with this field, which is no pseudo-header field, or null. */
  static @Nullable String check(AsciiString name, AsciiString value) {
    if (!isName(name)) {
      return "a field has no name, or a malformed one";
    }
    if (!isValue(value)) {
      return "a field has a malformed value";
    }
    for (AsciiString forbidden : OF_CONNECTIONS) {
      if (name.contentEquals(forbidden)) {
        return "the field " + forbidden + " is for HTTP/1.1 only";
      }
    }
    if (name.contentEquals(TE) && !value.contentEqualsIgnoreCase(TRAILERS)) {
      return "te may only be trailers";
    }
    return null;
  }

  /** Whether these are the characters of a token, all of them small. */
  static boolean isName(AsciiString name) {
    for (int i = 0; i < name.length(); i++) {
      byte c = name.byteAt(i);
      if (c < 0 || !IN_NAMES[c]) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Whether a value has no control character, and no space around it. */
  static boolean isValue(AsciiString value) {
    int length = value.length();
    if (length == 0) {
      return true;
    }
    if (isSpace(value.byteAt(0)) || isSpace(value.byteAt(length - 1))) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      byte c = value.byteAt(i);
      if ((c >= 0 && c < ' ' && c != '\t') || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** The number that stands there; -1 if it is none. */
  static long length(AsciiString value) {
    if (value.isEmpty() || value.length() > MOST_DIGITS) {
      return -1;
    }
    long length = 0;
    for (int i = 0; i < value.length(); i++) {
      byte c = value.byteAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      length = length * 10 + c - '0';
    }
    return length;
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\t';
  }
}
