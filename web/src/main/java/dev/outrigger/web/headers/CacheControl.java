package dev.outrigger.web.headers;

import dev.outrigger.http.Headers;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What caches may do (RFC 9111 5.2), as an answer says or a request asks. Each change makes a copy:
 *
 * <pre>{@code
 * CacheControl.maxAge(Duration.ofDays(365)).publicly().immutable()
 * }</pre>
 *
 * <p>What a client sends and can't be read is passed over, as directives that nobody knows are; of
 * directives with one name the first counts.
 */
public final class CacheControl {
  // Older caches hold it in 31 bits, and the RFC takes no more to be meant.
  private static final long MOST_SECONDS = Integer.MAX_VALUE;

  // Names in lower case; the value of what has none is empty.
  private final Map<String, String> directives;
  // Answers write it far more often than it is made.
  private final String text;

  private CacheControl(Map<String, String> directives) {
    this.directives = Collections.unmodifiableMap(directives);
    this.text = written(directives);
  }

  private static String written(Map<String, String> directives) {
    StringBuilder text = new StringBuilder(32);
    directives.forEach((name, value) -> {
      text.append(text.isEmpty() ? "" : ", ").append(name);
      if (!value.isEmpty()) {
        QuotedString.append(text.append('='), value);
      }
    });
    return text.toString();
  }

  /** Keep it nowhere. */
  public static CacheControl noStore() {
    return new CacheControl(Map.of("no-store", ""));
  }

  /** Keep it, but ask the server each time whether it still holds. */
  public static CacheControl noCache() {
    return new CacheControl(Map.of("no-cache", ""));
  }

  /**
   * It holds for so long, in whole seconds.
   *
   * @throws IllegalArgumentException if it is less than zero
   */
  public static CacheControl maxAge(Duration age) {
    return new CacheControl(Map.of("max-age", seconds("max-age", age)));
  }

  /** What the fields of a request ask for; nothing if there are none. */
  public static CacheControl of(Headers headers) {
    return read(headers.all("Cache-Control"));
  }

  /** What one value of the field says. */
  public static CacheControl parse(String text) {
    return read(List.of(text));
  }

  private static CacheControl read(List<String> lines) {
    Map<String, String> directives = new LinkedHashMap<>();
    for (String line : lines) {
      Cursor cursor = new Cursor(line);
      while (cursor.nextElement()) {
        int start = cursor.position();
        String name = Tokens.lower(cursor.token());
        Optional<String> value = cursor.take('=') ? cursor.tokenOrQuoted() : Optional.of("");
        if (name.isEmpty() || value.isEmpty() || !cursor.atElementEnd()) {
          cursor.skipElement(start);
        } else {
          directives.putIfAbsent(name, value.get());
        }
      }
    }
    return new CacheControl(directives);
  }

  /** Caches that many share may keep it too, even if the request had credentials. */
  public CacheControl publicly() {
    return without("private").with("public", "");
  }

  /** Only the browser may keep it. */
  public CacheControl privately() {
    return without("public").with("private", "");
  }

  /** It never changes while it holds: browsers don't ask even if the page is loaded anew. */
  public CacheControl immutable() {
    return with("immutable", "");
  }

  /** Once it no longer holds, it may not be used before the server was asked. */
  public CacheControl mustRevalidate() {
    return with("must-revalidate", "");
  }

  /** It may not be changed on its way, as by proxies that shrink pictures. */
  public CacheControl noTransform() {
    return with("no-transform", "");
  }

  /**
   * For caches that many share, it holds for so long.
   *
   * @throws IllegalArgumentException if it is less than zero
   */
  public CacheControl sharedMaxAge(Duration age) {
    return with("s-maxage", seconds("s-maxage", age));
  }

  /**
   * For so long after it no longer holds it may still be used, while the server is asked (RFC
   * 5861).
   *
   * @throws IllegalArgumentException if it is less than zero
   */
  public CacheControl staleWhileRevalidate(Duration more) {
    return with("stale-while-revalidate", seconds("stale-while-revalidate", more));
  }

  /**
   * For so long after it no longer holds it may still be used if the server fails (RFC 5861).
   *
   * @throws IllegalArgumentException if it is less than zero
   */
  public CacheControl staleIfError(Duration more) {
    return with("stale-if-error", seconds("stale-if-error", more));
  }

  private CacheControl with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(directives);
    more.put(name, value);
    return new CacheControl(more);
  }

  private CacheControl without(String name) {
    Map<String, String> fewer = new LinkedHashMap<>(directives);
    String _ = fewer.remove(name);
    return new CacheControl(fewer);
  }

  private static String seconds(String name, Duration length) {
    if (length.isNegative()) {
      throw new IllegalArgumentException(
          name + " can't be " + length + ": it is at least zero, which means 'not at all'");
    }
    return Long.toString(Math.min(WholeSeconds.up(length), MOST_SECONDS));
  }

  /** Whether there is this directive, such as {@code no-cache}. */
  public boolean contains(String directive) {
    return directives.containsKey(Tokens.lower(directive));
  }

  /** The value of a directive; empty too if it has none. */
  public Optional<String> value(String directive) {
    return Optional.ofNullable(directives.get(Tokens.lower(directive))).filter(v -> !v.isEmpty());
  }

  /**
   * The length of time that a directive has, such as {@code max-age}; empty too if it has another
   * value.
   */
  public Optional<Duration> duration(String directive) {
    return value(directive).filter(CacheControl::isDigits).map(CacheControl::read);
  }

  private static boolean isDigits(String value) {
    return value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Duration read(String digits) {
    long seconds = 0;
    for (int i = 0; i < digits.length() && seconds < MOST_SECONDS; i++) {
      seconds = seconds * 10 + digits.charAt(i) - '0';
    }
    return Duration.ofSeconds(Math.min(seconds, MOST_SECONDS));
  }

  /** The names of all directives, in their order. */
  public List<String> names() {
    return List.copyOf(directives.keySet());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CacheControl that && directives.equals(that.directives);
  }

  @Override
  public int hashCode() {
    return directives.hashCode();
  }

  /** As it stands in a field. */
  @Override
  public String toString() {
    return text;
  }
}
