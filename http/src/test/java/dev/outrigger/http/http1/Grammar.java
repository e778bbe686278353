package dev.outrigger.http.http1;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A second parser, written from the grammar of RFC 9110 and RFC 9112 and our own stricter rules, to
 * be compared with the first. It is slow, and of the limits it knows only those of chunks.
 */
final class Grammar {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern EMPTY_LINES = Pattern.compile("(\r\n){0,4}");
  private static final Pattern REQUEST_LINE =
      Pattern.compile("(" + TOKEN + ") ([!-~]+) (HTTP/1\\.[01])\r\n");
  private static final Pattern FIELD =
      Pattern.compile(
          "("
              + TOKEN
              + "):[ \t]*((?:[!-~\u0080-\u00ff](?:[ -~\t\u0080-\u00ff]*[!-~\u0080-\u00ff])?)?)[ \t]*\r\n");
  private static final Pattern ORIGIN = Pattern.compile("/[^?#\"<>\\\\]*(\\?[^#\"<>]*)?");
  private static final String HOST = "(?:[0-9A-Za-z._~-]+|\\[[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*\\])";
  private static final Pattern AUTHORITY = Pattern.compile(HOST + "(?::([0-9]{1,5}))?");
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i:https?)://([^/?]+)(/[^?#\"<>\\\\]*)?(\\?[^#\"<>]*)?");
  private static final Pattern CHUNK_LINE =
      Pattern.compile(
          "([0-9A-Fa-f]{1,8})((?:;T(?:=(?:T|\"(?:[\t !#-\\[\\]-~]|\\\\[\t -~])*\"))?)*)\r\n"
              .replace("T", TOKEN));
  private static final Set<String> NOT_BEHIND =
      Set.of(
          "authorization",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "cookie",
          "expect",
          "forwarded",
          "host",
          "keep-alive",
          "max-forwards",
          "pragma",
          "proxy-authorization",
          "proxy-connection",
          "range",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  private final String text;
  private int at;

  private Grammar(String text) {
    this.text = text;
  }

  /** The first messages, up to the first that is malformed or not complete. */
  static List<Message> messages(byte[] bytes) {
    Grammar grammar = new Grammar(new String(bytes, StandardCharsets.ISO_8859_1));
    List<Message> messages = new ArrayList<>();
    for (Message next = grammar.message(); next != null; next = grammar.message()) {
      messages.add(next);
    }
    return messages;
  }

  private @Nullable Message message() {
    if (take(EMPTY_LINES) == null) {
      return null;
    }
    Matcher line = take(REQUEST_LINE);
    List<Map.Entry<String, String>> fields = line == null ? null : fields();
    if (line == null || fields == null || !holdsToRules(line, fields)) {
      return null;
    }
    List<Map.Entry<String, String>> trailers = List.of();
    String body = "";
    List<String> lengths = values(fields, "content-length");
    if (!values(fields, "transfer-encoding").isEmpty()) {
      body = chunks();
      List<Map.Entry<String, String>> behind = body == null ? null : fields();
      if (body == null || behind == null || !behind.stream().allMatch(Grammar::mayComeBehind)) {
        return null;
      }
      trailers = behind;
    } else if (!lengths.isEmpty()) {
      long length = Long.parseLong(lengths.getFirst());
      if (length > text.length() - at) {
        return null;
      }
      body = text.substring(at, at += (int) length);
    }
    return new Message(line.group(1), line.group(2), line.group(3), fields, body, trailers);
  }

  private static boolean holdsToRules(Matcher line, List<Map.Entry<String, String>> fields) {
    boolean current = line.group(3).endsWith("1");
    List<String> hosts = values(fields, "host");
    List<String> lengths = values(fields, "content-length");
    List<String> codings = values(fields, "transfer-encoding");
    List<String> expected = values(fields, "expect");
    if (hosts.size() > 1 || (current && hosts.isEmpty()) || lengths.size() > 1) {
      return false;
    }
    if (!hosts.isEmpty() && !hosts.getFirst().isEmpty() && !isAuthority(hosts.getFirst())) {
      return false;
    }
    if (!lengths.isEmpty()
        && !(lengths.getFirst().matches("[0-9]+")
            && new BigInteger(lengths.getFirst()).bitLength() <= 30)) {
      return false;
    }
    if (!codings.isEmpty() && !(current && lengths.isEmpty() && isOnly(codings, "chunked"))) {
      return false;
    }
    if (current && !expected.isEmpty() && !isOnly(expected, "100-continue")) {
      return false;
    }
    return values(fields, "sec-websocket-key1").isEmpty()
        && isTarget(line.group(1), line.group(2), hosts);
  }

  private static boolean isTarget(String method, String target, List<String> hosts) {
    Matcher absolute = ABSOLUTE.matcher(target);
    if (method.equals("CONNECT")) {
      return false;
    } else if (absolute.matches()) {
      return isAuthority(absolute.group(1))
          && hosts.stream().allMatch(absolute.group(1)::equalsIgnoreCase);
    }
    return ORIGIN.matcher(target).matches() || (target.equals("*") && method.equals("OPTIONS"));
  }

  private static boolean isAuthority(String text) {
    Matcher authority = AUTHORITY.matcher(text);
    return authority.matches()
        && (authority.group(1) == null || Integer.parseInt(authority.group(1)) <= 65535);
  }

  private static boolean mayComeBehind(Map.Entry<String, String> field) {
    String name = field.getKey().toLowerCase(Locale.ROOT);
    return !NOT_BEHIND.contains(name) && !name.startsWith("x-forwarded-");
  }

  private @Nullable String chunks() {
    StringBuilder body = new StringBuilder();
    long padding = 0;
    for (Matcher line = take(CHUNK_LINE); line != null; line = take(CHUNK_LINE)) {
      long size = Long.parseLong(line.group(1), 16);
      padding = Math.max(0, padding + line.group().length() - 16 - 2 * size);
      if (line.group().length() > 258 || size > Integer.MAX_VALUE || padding > 16 * 1024) {
        return null;
      } else if (size == 0) {
        return body.toString();
      } else if (size > text.length() - at || !text.startsWith("\r\n", at + (int) size)) {
        return null;
      }
      body.append(text, at, at + (int) size);
      at += (int) size + 2;
    }
    return null;
  }

  private @Nullable List<Map.Entry<String, String>> fields() {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (Matcher field = take(FIELD); field != null; field = take(FIELD)) {
      fields.add(Map.entry(field.group(1), field.group(2)));
    }
    if (!text.startsWith("\r\n", at)) {
      return null;
    }
    at += 2;
    return fields;
  }

  private @Nullable Matcher take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private static boolean isOnly(List<String> values, String one) {
    return values.size() == 1 && values.getFirst().equalsIgnoreCase(one);
  }

  private static List<String> values(List<Map.Entry<String, String>> fields, String name) {
    return fields.stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }
}
