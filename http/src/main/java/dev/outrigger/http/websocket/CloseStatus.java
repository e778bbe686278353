package dev.outrigger.http.websocket;

import java.nio.charset.StandardCharsets;

/**
 * Why a WebSocket was closed.
 *
 * @param code a code of RFC 6455, 7.4, or one of your own from 3000 to 4999
 * @param reason a short text for people; often empty
 */
public record CloseStatus(int code, String reason) {
  /** What there was to do is done. */
  public static final int NORMAL = 1000;

  /** This side goes away: a page that is left. */
  public static final int GOING_AWAY = 1001;

  /** The other side broke the protocol. */
  public static final int PROTOCOL_ERROR = 1002;

  /** A kind of message that is not taken here. */
  public static final int UNSUPPORTED = 1003;

  /** The other side closed without saying why; never sent. */
  public static final int NONE = 1005;

  /** The connection was lost with no word of a close; never sent. */
  public static final int LOST = 1006;

  /** Text that is no UTF-8, or compressed bytes that are none. */
  public static final int INVALID_DATA = 1007;

  /** A message that is against the rules of the house. */
  public static final int POLICY_VIOLATION = 1008;

  /** A message that is too long. */
  public static final int TOO_BIG = 1009;

  /** The handler failed. */
  public static final int INTERNAL_ERROR = 1011;

  /** The server goes down; connect again, and another one answers. */
  public static final int SERVICE_RESTART = 1012;

  private static final int LONGEST_REASON = 123;

  /** A status with no reason. */
  public CloseStatus(int code) {
    this(code, "");
  }

  /** Whether RFC 6455 lets a Close frame carry this code. */
  static boolean mayTravel(int code) {
    return (code >= NORMAL && code <= UNSUPPORTED)
        || (code >= INVALID_DATA && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }

  /**
   * This status, if it can be sent.
   *
   * @throws IllegalArgumentException naming what is wrong with its code or its reason
   */
  public CloseStatus checked() {
    if (!mayTravel(code)) {
      throw new IllegalArgumentException(
          "close code "
              + code
              + " cannot be sent; take 1000 to 1003, 1007 to 1014, or one of your own from 3000 to"
              + " 4999");
    }
    int length = reason.getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "the reason of a close has at most "
              + LONGEST_REASON
              + " bytes in UTF-8, but this one had "
              + length);
    }
    return this;
  }

  @Override
  public String toString() {
    return reason.isEmpty() ? Integer.toString(code) : code + " (" + reason + ")";
  }
}
