package dev.outrigger.web.headers;

import dev.outrigger.http.Headers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cookies of a request.
 *
 * <p>Values are taken as browsers send them, though RFC 6265 allows less: scripts put JSON into
 * cookies, with commas, quotes and blanks. (Netty's decoder drops those, or fails at some names if
 * it is told not to.) What has no name or no {@code =} is passed over. Of cookies with one name the
 * first counts, as browsers send that with the longest path first. More than {@value #MOST} are not
 * read; browsers keep fewer.
 */
public final class Cookies {
  /** How many cookies of a request are read. */
  public static final int MOST = 256;

  private static final Cookies NONE = new Cookies(Map.of());

  private final Map<String, String> values;

  private Cookies(Map<String, String> values) {
    this.values = values;
  }

  /** The cookies of these fields; HTTP/2 and HTTP/3 may bring several. */
  public static Cookies parse(Headers headers) {
    List<String> lines = headers.all("Cookie");
    if (lines.isEmpty()) {
      return NONE;
    }
    Map<String, String> values = new LinkedHashMap<>();
    int read = 0;
    for (String line : lines) {
      for (int start = 0; start < line.length() && read < MOST; read++) {
        int semicolon = line.indexOf(';', start);
        int end = semicolon < 0 ? line.length() : semicolon;
        read(line, start, end, values);
        start = end + 1;
      }
    }
    return new Cookies(Collections.unmodifiableMap(values));
  }

  private static void read(String line, int start, int end, Map<String, String> values) {
    int equals = start;
    while (equals < end && line.charAt(equals) != '=') {
      equals++;
    }
    if (equals < end) {
      String name = line.substring(start, equals).strip();
      if (!name.isEmpty()) {
        values.putIfAbsent(name, unquoted(line.substring(equals + 1, end).strip()));
      }
    }
  }

  private static String unquoted(String value) {
    int last = value.length() - 1;
    return last > 0 && value.charAt(0) == '"' && value.charAt(last) == '"'
        ? value.substring(1, last)
        : value;
  }

  /** The value of a cookie; upper and lower case of its name differ. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** All values by the names of their cookies, in the order in which they came. */
  public Map<String, String> values() {
    return values;
  }

  /** The names alone, as values are often secret. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
