package dev.outrigger.web.auth;

/** A token that is not good, with a reason that its sender may know. No bug, so without a stack. */
public final class TokenRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A reason in ASCII, without quotes and backslashes, as {@code The token has expired}; other
   * characters become question marks.
   */
  public TokenRefusedException(String reason) {
    super(plain(reason), null, false, false);
  }

  private static String plain(String reason) {
    var text = new StringBuilder(reason.length());
    reason
        .chars()
        .forEach(c -> {
          boolean fits = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
          text.append(fits ? (char) c : '?');
        });
    return text.toString();
  }

  /** The reason. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
