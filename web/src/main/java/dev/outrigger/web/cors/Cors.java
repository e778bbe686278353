package dev.outrigger.web.cors;

import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets scripts of pages from other origins read answers:
 *
 * <pre>{@code
 * app.use(Cors.allowing("https://app.example", "https://*.example.com")
 *     .methods("PUT", "DELETE").headers("Content-Type", "Authorization").credentials());
 * }</pre>
 *
 * <p>A preflight, by which a browser asks before it sends, is answered here; no handler sees it.
 * From an origin that is not allowed it is 403. Other requests run whoever asks, as CORS is about
 * reading: an answer to an origin that is not allowed has no field of CORS, so that the browser
 * keeps it from the page. To refuse such requests is what {@code Csrf} is for.
 *
 * <p>It stands outside of what demands a login: a preflight never brings one. Immutable; each
 * option makes a copy.
 */
public final class Cors implements Middleware {
  private static final String ORIGIN = "Access-Control-Allow-Origin";
  private static final String CREDENTIALS = "Access-Control-Allow-Credentials";
  private static final String EXPOSED = "Access-Control-Expose-Headers";

  private final AllowedOrigins origins;
  private final Preflight preflight;
  private final List<String> exposed;
  private final boolean credentials;
  private final boolean nullOrigin;

  private Cors(
      AllowedOrigins origins,
      Preflight preflight,
      List<String> exposed,
      boolean credentials,
      boolean nullOrigin) {
    this.origins = origins;
    this.preflight = preflight;
    this.exposed = exposed;
    this.credentials = credentials;
    this.nullOrigin = nullOrigin;
    requireSafe();
  }

  /**
   * Lets these origins read what GET, HEAD and POST answer, without cookies or a login.
   *
   * @param first such as {@code https://app.example}; {@code https://*.example.com} for all hosts
   *     below one, but not itself; {@code *} for any
   * @throws IllegalArgumentException if one is no origin
   */
  public static Cors allowing(String first, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addFirst(first);
    return new Cors(AllowedOrigins.of(all), Preflight.none(), List.of(), false, false);
  }

  /**
   * Lets pages use these methods too. GET, HEAD and POST need no leave.
   *
   * @throws IllegalArgumentException if one is not written in capitals
   */
  public Cors methods(String... names) {
    return with(preflight.methods(List.of(names)));
  }

  /**
   * Lets pages send these fields: Authorization, X-Request-ID; Content-Type for JSON.
   *
   * @throws IllegalArgumentException if one is no name of a field
   */
  public Cors headers(String... names) {
    return with(preflight.headers(List.of(names)));
  }

  /** Lets pages send any fields. */
  public Cors anyHeaders() {
    return with(preflight.withAnyHeaders());
  }

  /**
   * How long a browser may keep the answer to a preflight. Without, it asks again after five
   * seconds; none keeps it longer than a day.
   *
   * @throws IllegalArgumentException if it is less than zero
   */
  public Cors maxAge(Duration age) {
    return with(preflight.maxAge(age));
  }

  /** Lets pages of the Internet reach a server in a private network, where browsers ask. */
  public Cors privateNetwork() {
    return with(preflight.withPrivateNetwork());
  }

  /**
   * Lets scripts see these fields of answers; without, they see Content-Type and a few others.
   *
   * @throws IllegalArgumentException if one is no name of a field
   */
  public Cors exposing(String... names) {
    return new Cors(origins, preflight, Names.fields(List.of(names)), credentials, nullOrigin);
  }

  /**
   * Lets pages send cookies and logins of the browser, and read what is answered to these.
   *
   * @throws IllegalArgumentException if any origin is allowed, or {@code null}
   */
  public Cors credentials() {
    return new Cors(origins, preflight, exposed, true, nullOrigin);
  }

  /**
   * Lets pages read whose origin is {@code null}: local files, sandboxed frames. Any page of the
   * Internet can make such a frame, so this is as much as any origin.
   *
   * @throws IllegalArgumentException if credentials are allowed
   */
  public Cors nullOrigin() {
    return new Cors(origins, preflight, exposed, credentials, true);
  }

  private Cors with(Preflight changed) {
    return new Cors(origins, changed, exposed, credentials, nullOrigin);
  }

  private void requireSafe() {
    if (credentials && (origins.any() || nullOrigin)) {
      throw new IllegalArgumentException(
          "Credentials for "
              + (origins.any() ? "any origin" : "the origin null")
              + " would let every page of the Internet act as the user; name the origins that may,"
              + " as https://app.example");
    }
  }

  @Override
  public Response around(Request request, Next next) {
    Optional<String> origin = request.header("Origin");
    boolean asksBefore =
        request.method().equals("OPTIONS")
            && origin.isPresent()
            && request.headers().contains("Access-Control-Request-Method");
    if (asksBefore) {
      return answerPreflight(request, origin.get());
    }
    Response answer = vary(next.handle(request));
    if (origin.isEmpty() || !allows(origin.get())) {
      return answer;
    }
    answer = allowed(answer.without(EXPOSED), origin.get());
    return exposed.isEmpty() ? answer : answer.header(EXPOSED, String.join(", ", exposed));
  }

  private Response answerPreflight(Request request, String origin) {
    if (!allows(origin)) {
      throw vary(Problem.of(403, "Pages of the origin \"" + origin + "\" may not ask this server"));
    }
    Response answer = allowed(vary(Response.empty()), origin);
    return preflight.answer(answer, request.headers());
  }

  private boolean allows(String origin) {
    return origin.equals("null") ? nullOrigin || origins.any() : origins.contain(origin);
  }

  private Response allowed(Response answer, String origin) {
    Response named =
        answer.without(CREDENTIALS).without(ORIGIN).header(ORIGIN, origins.any() ? "*" : origin);
    return credentials ? named.header(CREDENTIALS, "true") : named;
  }

  /** What is the same for any origin may be kept for all of them. */
  private Response vary(Response answer) {
    return origins.any() ? answer : answer.header("Vary", "Origin");
  }

  private static Problem vary(Problem problem) {
    return problem.header("Vary", "Origin");
  }
}
