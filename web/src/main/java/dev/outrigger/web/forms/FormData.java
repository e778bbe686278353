package dev.outrigger.web.forms;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.web.Problem;
import dev.outrigger.web.text.Percent;
import dev.outrigger.web.text.Utf8;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a form or a query, decoded, in the order in which they came. Immutable.
 *
 * <p>Decoding is strict: what is not UTF-8 once its escapes are decoded is refused, not mended.
 */
public final class FormData {
  private static final String TYPE = "application/x-www-form-urlencoded";

  private final Map<String, List<String>> values;

  private FormData(Map<String, List<String>> values) {
    this.values = values;
  }

  /** The body of a request, under the default limits. */
  public static FormData read(HttpRequest request) throws InterruptedException {
    return read(request, FormLimits.defaults());
  }

  /**
   * The body of a request, {@code application/x-www-form-urlencoded}; waits until it is there.
   *
   * @throws Problem 400 if it is malformed, 413 if it has too many fields, 415 if it is something
   *     else
   * @throws dev.outrigger.http.HttpException 413 if it is too long, or as of {@link
   *     dev.outrigger.http.RequestBody}
   * @throws InterruptedException when the client goes away meanwhile
   */
  public static FormData read(HttpRequest request, FormLimits limits) throws InterruptedException {
    HeaderValue _ = ContentType.require(request, TYPE);
    byte[] body = request.body().bytes(limits.body());
    return parse(
        Utf8.decode(body).orElseThrow(() -> Refused.malformed("The form is not UTF-8")),
        limits,
        "form");
  }

  /** What stands behind the {@code ?} of a target, as it came, under the default limits. */
  public static FormData ofQuery(String raw) {
    return ofQuery(raw, FormLimits.defaults());
  }

  /**
   * What stands behind the {@code ?} of a target, as it came.
   *
   * @throws Problem 400 if it can't be decoded, 413 if it has too many fields
   */
  public static FormData ofQuery(String raw, FormLimits limits) {
    return parse(raw, limits, "query");
  }

  private static FormData parse(String text, FormLimits limits, String what) {
    var gathered = new Gathered();
    int count = 0;
    for (int from = 0; from < text.length(); ) {
      int ampersand = text.indexOf('&', from);
      int to = ampersand < 0 ? text.length() : ampersand;
      if (to > from) {
        count++;
        if (count > limits.fields()) {
          throw Refused.tooLarge(
              "The " + what + " has more than the " + limits.fields() + " fields allowed here",
              "fields",
              limits.fields());
        }
        int equals = text.indexOf('=', from, to);
        String name = decode(text.substring(from, equals < 0 ? to : equals), what);
        gathered.add(name, equals < 0 ? "" : decode(text.substring(equals + 1, to), what));
      }
      from = to + 1;
    }
    return gathered.formData();
  }

  private static String decode(String text, String what) {
    try {
      return Percent.decodeForm(text);
    } catch (Percent.BadEscape e) {
      throw Refused.malformed(
          "The "
              + what
              + " holds "
              + Refused.quoted(text)
              + ", which can't be decoded: two hexadecimal digits must follow each \"%\", and the"
              + " outcome must be UTF-8");
    }
  }

  /** The first value of this name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** All values of this name, in the order in which they came; none if there is no such field. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Whether there is a field of this name. */
  public boolean contains(String name) {
    return values.containsKey(name);
  }

  /** The names that occur, in the order in which each came first. */
  public Set<String> names() {
    return values.keySet();
  }

  /** All values by name, both in the order in which they came. */
  public Map<String, List<String>> asMap() {
    return values;
  }

  /** The names only: values may be secret. */
  @Override
  public String toString() {
    return names().toString();
  }

  /** Fields while they are being read. */
  static final class Gathered {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    void add(String name, String value) {
      values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
    }

    FormData formData() {
      values.replaceAll((_, list) -> Collections.unmodifiableList(list));
      return new FormData(Collections.unmodifiableMap(values));
    }
  }
}
