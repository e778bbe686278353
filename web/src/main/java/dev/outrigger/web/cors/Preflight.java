package dev.outrigger.web.cors;

import dev.outrigger.http.Headers;
import dev.outrigger.web.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a browser is told that asks before it sends. It gets the lists whatever it wants to send, as
 * it compares them itself and tells the page's author what is missing.
 *
 * @param methods beside those that need no leave
 * @param headers beside those that need no leave
 */
record Preflight(
    List<String> methods,
    List<String> headers,
    boolean anyHeaders,
    Optional<Duration> maxAge,
    boolean privateNetwork) {
  private static final int LONGEST_ECHO = 2048;
  private static final String REQUESTED = "Access-Control-Request-Headers";
  private static final String PRIVATE = "Access-Control-Request-Private-Network";

  static Preflight none() {
    return new Preflight(List.of(), List.of(), false, Optional.empty(), false);
  }

  Preflight methods(List<String> more) {
    List<String> all = Stream.concat(methods.stream(), Names.methods(more).stream()).toList();
    return new Preflight(all, headers, anyHeaders, maxAge, privateNetwork);
  }

  Preflight headers(List<String> more) {
    List<String> all = Stream.concat(headers.stream(), Names.fields(more).stream()).toList();
    return new Preflight(methods, all, anyHeaders, maxAge, privateNetwork);
  }

  Preflight withAnyHeaders() {
    return new Preflight(methods, headers, true, maxAge, privateNetwork);
  }

  Preflight maxAge(Duration age) {
    if (age.isNegative()) {
      throw new IllegalArgumentException("A preflight can't be kept for " + age);
    }
    return new Preflight(methods, headers, anyHeaders, Optional.of(age), privateNetwork);
  }

  Preflight withPrivateNetwork() {
    return new Preflight(methods, headers, anyHeaders, maxAge, true);
  }

  Response answer(Response bare, Headers asked) {
    List<String> all = Stream.concat(Stream.of("GET", "HEAD", "POST"), methods.stream()).toList();
    Response answer =
        bare.header("Vary", "Access-Control-Request-Method, " + REQUESTED)
            .header("Access-Control-Allow-Methods", String.join(", ", all));
    String names = anyHeaders ? echo(asked) : String.join(", ", headers);
    if (!names.isEmpty()) {
      answer = answer.header("Access-Control-Allow-Headers", names);
    }
    if (maxAge.isPresent()) {
      answer = answer.header("Access-Control-Max-Age", Long.toString(maxAge.get().toSeconds()));
    }
    if (privateNetwork && asked.first(PRIVATE).filter("true"::equals).isPresent()) {
      answer = answer.header("Access-Control-Allow-Private-Network", "true");
    }
    return answer;
  }

  /** With credentials, a star means nothing to browsers: so the names come back. */
  private static String echo(Headers asked) {
    String names = asked.first(REQUESTED).orElse("");
    if (names.length() > LONGEST_ECHO) {
      return "";
    }
    return String.join(
        ", ", Stream.of(names.split(",", -1)).map(String::strip).filter(Names::isToken).toList());
  }
}
