package dev.outrigger.cli.options;

import dev.outrigger.cli.output.UserError;
import dev.outrigger.cli.server.LimitWords;
import dev.outrigger.http.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Option;

/** What clients may ask for: {@link Limits}, each by its own name. */
final class LimitOptions {
  @Option(
      names = LimitWords.REQUEST_LINE,
      paramLabel = "SIZE",
      converter = AmountConverters.Size.class,
      description = "The longest request line (default: 8k).")
  private Optional<Long> requestLine = Optional.empty();

  @Option(
      names = LimitWords.HEADERS,
      paramLabel = "SIZE",
      converter = AmountConverters.Size.class,
      description = "The longest header of a request, all its fields together (default: 16k).")
  private Optional<Long> headers = Optional.empty();

  @Option(
      names = LimitWords.FIELDS,
      paramLabel = "N",
      description = "The most header fields of a request (default: 100).")
  private Optional<Integer> fields = Optional.empty();

  @Option(
      names = LimitWords.BODY,
      paramLabel = "SIZE",
      converter = AmountConverters.Size.class,
      description =
          "The longest body that is taken whole, if its handler says nothing (default: 1m).")
  private Optional<Long> body = Optional.empty();

  @Option(
      names = LimitWords.BODY_CEILING,
      paramLabel = "SIZE",
      converter = AmountConverters.Size.class,
      description = "The longest body that is let in, whatever its handler says (default: 1g).")
  private Optional<Long> bodyCeiling = Optional.empty();

  @Option(
      names = LimitWords.CONNECTIONS,
      paramLabel = "N",
      description = "The most open connections of a server process (default: 10000).")
  private Optional<Integer> connections = Optional.empty();

  @Option(
      names = LimitWords.REQUESTS,
      paramLabel = "N",
      description = "The most requests that run in a server process (default: 10000).")
  private Optional<Integer> requests = Optional.empty();

  @Option(
      names = LimitWords.HEADER_TIMEOUT,
      paramLabel = "TIME",
      converter = AmountConverters.Time.class,
      description = "How long a request's header may take (default: 10s).")
  private Optional<Duration> headerTimeout = Optional.empty();

  @Option(
      names = LimitWords.BODY_TIMEOUT,
      paramLabel = "TIME",
      converter = AmountConverters.Time.class,
      description = "How long a request's body may take (default: no limit).")
  private Optional<Duration> bodyTimeout = Optional.empty();

  @Option(
      names = LimitWords.IDLE_TIMEOUT,
      paramLabel = "TIME",
      converter = AmountConverters.Time.class,
      description = "How long a connection is kept between two requests (default: 75s).")
  private Optional<Duration> idleTimeout = Optional.empty();

  @Option(
      names = LimitWords.WRITE_TIMEOUT,
      paramLabel = "TIME",
      converter = AmountConverters.Time.class,
      description = "How long a client may take next to nothing of its answer (default: 30s).")
  private Optional<Duration> writeTimeout = Optional.empty();

  /**
   * The limits in force.
   *
   * @throws UserError naming the option that can't be
   */
  Limits limits() throws UserError {
    Limits limits = Limits.defaults();
    limits =
        with(
            limits,
            LimitWords.REQUEST_LINE,
            requestLine.map(LimitOptions::fit),
            Limits::withRequestLine);
    limits = with(limits, LimitWords.HEADERS, headers.map(LimitOptions::fit), Limits::withHeaders);
    limits = with(limits, LimitWords.FIELDS, fields, Limits::withFields);
    limits = with(limits, LimitWords.BODY, body, Limits::withBody);
    limits = with(limits, LimitWords.BODY_CEILING, bodyCeiling, Limits::withBodyCeiling);
    limits = with(limits, LimitWords.CONNECTIONS, connections, Limits::withConnections);
    limits = with(limits, LimitWords.REQUESTS, requests, Limits::withRequests);
    limits = with(limits, LimitWords.HEADER_TIMEOUT, headerTimeout, Limits::withHeaderTimeout);
    limits = with(limits, LimitWords.BODY_TIMEOUT, bodyTimeout, Limits::withBodyTimeout);
    limits = with(limits, LimitWords.IDLE_TIMEOUT, idleTimeout, Limits::withIdleTimeout);
    return with(limits, LimitWords.WRITE_TIMEOUT, writeTimeout, Limits::withWriteTimeout);
  }

  private static <T> Limits with(
      Limits before, String option, Optional<T> value, BiFunction<Limits, T, Limits> change)
      throws UserError {
    if (value.isEmpty()) {
      return before;
    }
    try {
      return change.apply(before, value.get());
    } catch (IllegalArgumentException wrong) {
      throw UserError.misuse(wrong.getMessage() + " (" + option + ")");
    }
  }

  // What is more than a server could hold is as good as the most that it can.
  private static int fit(long bytes) {
    return Math.clamp(bytes, 0, Integer.MAX_VALUE);
  }
}
