package dev.outrigger.web.accesslog;

import dev.outrigger.web.Request;
import dev.outrigger.web.RouteInfo;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The usual formats. */
final class Formats {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneId.systemDefault());
  // In a terminal, some characters beyond ASCII do more than to be shown.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Formats() {}

  /** NCSA's common log format. */
  static String common(Access access) {
    Request request = access.request();
    return request.client().getHostAddress()
        + " - "
        + access.user().filter(user -> !user.isEmpty()).map(Formats::unquoted).orElse("-")
        + " ["
        + TIME.format(access.arrived())
        + "] "
        + quoted(request.method() + " " + request.http().target() + " " + request.http().version())
        + " "
        + access.status()
        + " "
        + (access.bytes() == 0 ? "-" : access.bytes());
  }

  /** The same with Referer and User-Agent. */
  static String combined(Access access) {
    Request request = access.request();
    return common(access)
        + " "
        + quoted(request.header("Referer").orElse("-"))
        + " "
        + quoted(request.header("User-Agent").orElse("-"));
  }

  /** All that is known, as an object of JSON. */
  static String json(Access access) {
    Request request = access.request();
    var line = new LinkedHashMap<String, Object>();
    line.put("time", access.arrived().toString());
    line.put("client", request.client().getHostAddress());
    access.user().ifPresent(user -> line.put("user", user));
    line.put("method", request.method());
    line.put("target", request.http().target());
    line.put("version", request.http().version());
    line.put("host", request.host());
    request.route().map(RouteInfo::pattern).ifPresent(route -> line.put("route", route));
    line.put("status", access.status());
    line.put("bytes", access.bytes());
    line.put("micros", access.took().toNanos() / 1000);
    if (!access.complete()) {
      line.put("brokeOff", true);
    }
    field(request, "Referer").ifPresent(value -> line.put("referer", value));
    field(request, "User-Agent").ifPresent(value -> line.put("userAgent", value));
    return JSON.writeValueAsString(line);
  }

  private static Optional<String> field(Request request, String name) {
    return request.header(name);
  }

  private static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  private static String unquoted(String text) {
    return escaped(text).replace(" ", "\\x20");
  }

  /** As Apache writes it: quotes, backslashes and control characters can't be taken for others. */
  private static String escaped(String text) {
    StringBuilder escaped = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c != '"' && c != '\\' && !isControl(c);
      if (!plain && escaped == null) {
        escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (escaped != null) {
        if (plain) {
          escaped.append(c);
        } else if (c == '"' || c == '\\') {
          escaped.append('\\').append(c);
        } else {
          escaped.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\u%04x", (int) c));
        }
      }
    }
    return escaped == null ? text : escaped.toString();
  }

  // Those above ASCII begin lines or commands too, for some who show a log.
  private static boolean isControl(char c) {
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
  }
}
