package dev.outrigger.web.headers;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Addresses, hosts and schemes as proxies write them. */
final class Node {
  private static final int LONGEST_ADDRESS = 45;
  private static final int LONGEST_HOST = 253 + 6;
  private static final int LONGEST_SCHEME = 16;

  private Node() {}

  /**
   * The address of {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code [2001:db8::1]}, {@code
   * [2001:db8::1]:80} or {@code 2001:db8::1}; empty for all else, names and {@code unknown} too.
   */
  static Optional<InetAddress> address(String node) {
    if (node.startsWith("[")) {
      int close = node.indexOf(']');
      return close > 0 && isPort(node, close + 1) ? v6(node.substring(1, close)) : Optional.empty();
    }
    int colon = node.indexOf(':');
    if (colon >= 0 && node.indexOf(':', colon + 1) >= 0) {
      return v6(node);
    }
    int end = colon < 0 ? node.length() : colon;
    return isPort(node, end) ? v4(node, end) : Optional.empty();
  }

  /** Whether the rest is nothing, or a colon and a port; a hidden port begins with {@code _}. */
  private static boolean isPort(String node, int from) {
    if (from == node.length()) {
      return true;
    }
    if (node.charAt(from) != ':' || from + 1 == node.length()) {
      return false;
    }
    boolean hidden = node.charAt(from + 1) == '_';
    for (int i = from + 1; i < node.length(); i++) {
      char c = node.charAt(i);
      if (!Tokens.isDigit(c) && !(hidden && (Tokens.isLetter(c) || "._-".indexOf(c) >= 0))) {
        return false;
      }
    }
    return hidden || node.length() - from <= 6;
  }

  private static Optional<InetAddress> v4(String text, int end) {
    byte[] bytes = new byte[4];
    int at = 0;
    for (int part = 0; part < 4; part++) {
      int start = at;
      int number = 0;
      while (at < end && at - start < 3 && Tokens.isDigit(text.charAt(at))) {
        number = number * 10 + text.charAt(at++) - '0';
      }
      boolean last = part == 3;
      if (at == start || number > 255 || (last ? at < end : at == end || text.charAt(at) != '.')) {
        return Optional.empty();
      }
      bytes[part] = (byte) number;
      at++;
    }
    return ofBytes(bytes);
  }

  private static Optional<InetAddress> ofBytes(byte[] bytes) {
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }

  private static Optional<InetAddress> v6(String text) {
    if (text.length() > LONGEST_ADDRESS || text.indexOf(':') < 0) {
      return Optional.empty();
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean hex = Tokens.isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
      if (!hex && c != ':' && c != '.') {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether it is a host with or without a port; nothing that could end one in a URI. */
  static boolean isHost(String text) {
    if (text.isEmpty() || text.length() > LONGEST_HOST) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Tokens.isLetter(c) && !Tokens.isDigit(c) && "-._:[]".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is a scheme. */
  static boolean isScheme(String text) {
    if (text.isEmpty() || text.length() > LONGEST_SCHEME || !Tokens.isLetter(text.charAt(0))) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Tokens.isLetter(c) && !Tokens.isDigit(c) && "+-.".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
