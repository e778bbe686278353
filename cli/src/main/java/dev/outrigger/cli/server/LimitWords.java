package dev.outrigger.cli.server;

import dev.outrigger.http.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link Limits} as words: times in milliseconds, sizes in bytes, each by its option's name. */
public final class LimitWords {
  /** {@link Limits#requestLine}. */
  public static final String REQUEST_LINE = "--limit-request-line";

  /** {@link Limits#headers}. */
  public static final String HEADERS = "--limit-headers";

  /** {@link Limits#fields}. */
  public static final String FIELDS = "--limit-fields";

  /** {@link Limits#body}. */
  public static final String BODY = "--limit-body";

  /** {@link Limits#bodyCeiling}. */
  public static final String BODY_CEILING = "--limit-body-ceiling";

  /** {@link Limits#connections}. */
  public static final String CONNECTIONS = "--limit-connections";

  /** {@link Limits#requests}. */
  public static final String REQUESTS = "--limit-requests";

  /** {@link Limits#headerTimeout}. */
  public static final String HEADER_TIMEOUT = "--header-timeout";

  /** {@link Limits#bodyTimeout}. */
  public static final String BODY_TIMEOUT = "--body-timeout";

  /** {@link Limits#idleTimeout}. */
  public static final String IDLE_TIMEOUT = "--idle-timeout";

  /** {@link Limits#writeTimeout}. */
  public static final String WRITE_TIMEOUT = "--write-timeout";

  private static final List<String> ALL =
      List.of(
          REQUEST_LINE,
          HEADERS,
          FIELDS,
          BODY,
          BODY_CEILING,
          CONNECTIONS,
          REQUESTS,
          HEADER_TIMEOUT,
          BODY_TIMEOUT,
          IDLE_TIMEOUT,
          WRITE_TIMEOUT);

  private LimitWords() {}

  /** Those that are not as they are by default. */
  static List<String> of(Limits limits) {
    List<String> words = new ArrayList<>();
    for (String name : ALL) {
      long value = value(limits, name);
      if (value != value(Limits.defaults(), name)) {
        words.add(name + "=" + value);
      }
    }
    return words;
  }

  /** What words say. */
  static Limits in(ServerWords words) {
    Limits limits = Limits.defaults();
    for (String name : ALL) {
      Optional<String> word = words.take(name);
      if (word.isPresent()) {
        limits = with(limits, name, Long.parseLong(word.get()));
      }
    }
    return limits;
  }

  private static long value(Limits limits, String name) {
    return switch (name) {
      case REQUEST_LINE -> limits.requestLine();
      case HEADERS -> limits.headers();
      case FIELDS -> limits.fields();
      case BODY -> limits.body();
      case BODY_CEILING -> limits.bodyCeiling();
      case CONNECTIONS -> limits.connections();
      case REQUESTS -> limits.requests();
      case HEADER_TIMEOUT -> limits.headerTimeout().toMillis();
      case BODY_TIMEOUT -> limits.bodyTimeout().toMillis();
      case IDLE_TIMEOUT -> limits.idleTimeout().toMillis();
      case WRITE_TIMEOUT -> limits.writeTimeout().toMillis();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Limits with(Limits limits, String name, long value) {
    return switch (name) {
      case REQUEST_LINE -> limits.withRequestLine(Math.toIntExact(value));
      case HEADERS -> limits.withHeaders(Math.toIntExact(value));
      case FIELDS -> limits.withFields(Math.toIntExact(value));
      case BODY -> limits.withBody(value);
      case BODY_CEILING -> limits.withBodyCeiling(value);
      case CONNECTIONS -> limits.withConnections(Math.toIntExact(value));
      case REQUESTS -> limits.withRequests(Math.toIntExact(value));
      case HEADER_TIMEOUT -> limits.withHeaderTimeout(Duration.ofMillis(value));
      case BODY_TIMEOUT -> limits.withBodyTimeout(Duration.ofMillis(value));
      case IDLE_TIMEOUT -> limits.withIdleTimeout(Duration.ofMillis(value));
      case WRITE_TIMEOUT -> limits.withWriteTimeout(Duration.ofMillis(value));
      default -> throw new IllegalArgumentException(name);
    };
  }
}
