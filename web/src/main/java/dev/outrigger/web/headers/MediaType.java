package dev.outrigger.web.headers;

import dev.outrigger.http.HttpException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The type of some content (RFC 9110 8.3), such as {@code text/html; charset=utf-8}, or a range of
 * types, such as {@code text/*}.
 *
 * <p>Types, names of parameters and charsets are kept in lower case. Two are equal if they say the
 * same, in whatever order their parameters stand.
 */
public final class MediaType {
  private static final String CHARSET = "charset";

  /** {@code *}{@code /*}, the range of all types. */
  public static final MediaType ANY = new MediaType("*", "*", Map.of());

  /** Plain text in UTF-8. */
  public static final MediaType TEXT = text("plain");

  /** A page in UTF-8. */
  public static final MediaType HTML = text("html");

  /** A style sheet in UTF-8. */
  public static final MediaType CSS = text("css");

  /** A script in UTF-8. */
  public static final MediaType JAVASCRIPT = text("javascript");

  /** A table in UTF-8. */
  public static final MediaType CSV = text("csv");

  /** Events from the server; always UTF-8, which its type implies. */
  public static final MediaType EVENT_STREAM = of("text", "event-stream");

  /** JSON. */
  public static final MediaType JSON = of("application", "json");

  /** A problem in JSON (RFC 9457). */
  public static final MediaType PROBLEM_JSON = of("application", "problem+json");

  /** XML. */
  public static final MediaType XML = of("application", "xml");

  /** A form as browsers send it. */
  public static final MediaType FORM = of("application", "x-www-form-urlencoded");

  /** A form with files. */
  public static final MediaType MULTIPART_FORM = of("multipart", "form-data");

  /** Several ranges of one thing. */
  public static final MediaType BYTE_RANGES = of("multipart", "byteranges");

  /** Bytes of which nothing is known. */
  public static final MediaType OCTET_STREAM = of("application", "octet-stream");

  private final String type;
  private final String subtype;
  private final Map<String, String> parameters;
  // Made when it is first asked for: ranges of requests never are. A race makes it twice, alike.
  private String text = "";

  private MediaType(String type, String subtype, Map<String, String> parameters) {
    this.type = type;
    this.subtype = subtype;
    this.parameters = parameters;
  }

  private static MediaType text(String subtype) {
    return of("text", subtype).withCharset(StandardCharsets.UTF_8);
  }

  private String written() {
    StringBuilder written = new StringBuilder(48).append(type).append('/').append(subtype);
    parameters.forEach(
        (name, value) -> QuotedString.append(written.append("; ").append(name).append('='), value));
    return written.toString();
  }

  /**
   * A type by its two names.
   *
   * @throws IllegalArgumentException if one is no token, or is {@code *}
   */
  public static MediaType of(String type, String subtype) {
    for (String name : new String[] {type, subtype}) {
      if (!Tokens.isToken(name) || name.equals("*")) {
        throw new IllegalArgumentException(
            "\"" + name + "\" is no name in a media type: it takes letters, digits and +-._");
      }
    }
    return new MediaType(Tokens.lower(type), Tokens.lower(subtype), Map.of());
  }

  /**
   * Reads a type, as Content-Type has it.
   *
   * @throws MalformedFieldException if it is written wrongly, is a range, or has a parameter twice
   */
  public static MediaType parse(String text) {
    return parseRange(text)
        .filter(type -> !type.isRange())
        .orElseThrow(
            () -> new MalformedFieldException("The media type", text, "type/subtype; name=value"));
  }

  /** Reads a type or a range of types; empty if it is written wrongly. */
  public static Optional<MediaType> parseRange(String text) {
    Cursor cursor = new Cursor(text);
    cursor.skipBlanks();
    Optional<MediaType> range = read(cursor);
    cursor.skipBlanks();
    return cursor.atEnd() ? range : Optional.empty();
  }

  /** Reads what stands at the cursor, with all parameters. */
  static Optional<MediaType> read(Cursor cursor) {
    String type = Tokens.lower(cursor.token());
    // Some old clients write "*" for all types; the JDK's HttpURLConnection is one of them.
    boolean bare = !cursor.take('/') && type.equals("*");
    String subtype = bare ? "*" : Tokens.lower(cursor.token());
    if (type.isEmpty() || subtype.isEmpty() || (type.equals("*") && !subtype.equals("*"))) {
      return Optional.empty();
    }
    return readParameters(cursor).map(parameters -> new MediaType(type, subtype, parameters));
  }

  private static Optional<Map<String, String>> readParameters(Cursor cursor) {
    Map<String, String> parameters = Map.of();
    cursor.skipBlanks();
    while (cursor.take(';')) {
      cursor.skipBlanks();
      String name = Tokens.lower(cursor.token());
      if (!name.isEmpty()) {
        Optional<String> value = cursor.take('=') ? cursor.tokenOrQuoted() : Optional.empty();
        if (value.isEmpty()) {
          return Optional.empty();
        }
        if (parameters.isEmpty()) {
          parameters = new LinkedHashMap<>();
        }
        if (parameters.put(name, normal(name, value.get())) != null) {
          return Optional.empty();
        }
        cursor.skipBlanks();
      }
    }
    return Optional.of(parameters.isEmpty() ? parameters : Collections.unmodifiableMap(parameters));
  }

  private static String normal(String name, String value) {
    return name.equals(CHARSET) ? Tokens.lower(value) : value;
  }

  /**
   * The type of a file by the end of its name: {@code text/html; charset=utf-8} for {@code
   * index.html}. Text is taken to be UTF-8; unknown is {@link #OCTET_STREAM}.
   */
  public static MediaType ofFile(String name) {
    return FileTypes.of(name);
  }

  /** {@code text} of {@code text/html}. */
  public String type() {
    return type;
  }

  /** {@code html} of {@code text/html}. */
  public String subtype() {
    return subtype;
  }

  /** All parameters by their names in lower case, in their order. */
  public Map<String, String> parameters() {
    return parameters;
  }

  /** The value of a parameter; its name is the same in any case. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(Tokens.lower(name)));
  }

  /**
   * The charset that it names.
   *
   * @throws HttpException 415 if that is not known here
   */
  public Optional<Charset> charset() {
    String name = parameters.getOrDefault(CHARSET, "");
    if (name.equals("utf-8")) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Charset.forName(name));
    } catch (IllegalArgumentException e) {
      throw new HttpException(
          415, "The charset of \"" + this + "\" is not known here: send UTF-8", e);
    }
  }

  /** Whether it is a range, such as {@code text/*}. */
  public boolean isRange() {
    return subtype.equals("*");
  }

  /** Whether it is JSON or a format made of it, such as {@code application/problem+json}. */
  public boolean isJson() {
    return (type.equals("application") && subtype.equals("json")) || subtype.endsWith("+json");
  }

  /** Whether it is the same type, whatever the parameters of either. */
  public boolean is(MediaType other) {
    return type.equals(other.type) && subtype.equals(other.subtype);
  }

  /** Whether it lies in the range: it must have all parameters of the range, and may have more. */
  public boolean matches(MediaType range) {
    return (range.type.equals("*") || range.type.equals(type))
        && (range.subtype.equals("*") || range.subtype.equals(subtype))
        && parameters.entrySet().containsAll(range.parameters.entrySet());
  }

  /**
   * This type with a parameter, in place of one of the same name.
   *
   * @throws IllegalArgumentException if the name is no token or the value has control characters
   */
  public MediaType with(String name, String value) {
    if (!Tokens.isToken(name)) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no name of a parameter: it takes letters, digits and +-._");
    }
    if (!QuotedString.allows(value)) {
      throw new IllegalArgumentException(
          "the parameter " + name + " can't be written: it has control characters");
    }
    Map<String, String> more = new LinkedHashMap<>(parameters);
    String key = Tokens.lower(name);
    more.put(key, normal(key, value));
    return new MediaType(type, subtype, Collections.unmodifiableMap(more));
  }

  /** This type with a charset. */
  public MediaType withCharset(Charset charset) {
    return with(CHARSET, charset.name());
  }

  /** This type without parameters. */
  public MediaType withoutParameters() {
    return parameters.isEmpty() ? this : new MediaType(type, subtype, Map.of());
  }

  MediaType withParameters(Map<String, String> others) {
    return new MediaType(type, subtype, Collections.unmodifiableMap(others));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MediaType that && is(that) && parameters.equals(that.parameters);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type.hashCode() + subtype.hashCode()) + parameters.hashCode();
  }

  /** As it stands in a field. */
  @Override
  public String toString() {
    if (text.isEmpty()) {
      text = written();
    }
    return text;
  }
}
