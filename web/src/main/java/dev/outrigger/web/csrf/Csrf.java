package dev.outrigger.web.csrf;

import dev.outrigger.web.Attribute;
import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.RouteInfo;
import dev.outrigger.web.forms.FormData;
import dev.outrigger.web.headers.Origin;
import dev.outrigger.web.operation.Operation;
import dev.outrigger.web.operation.OperationChange;
import dev.outrigger.web.secrets.Secrets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses, by 403, what pages of other origins cause with any method but GET, HEAD and OPTIONS:
 * {@code app.use(Csrf.standard())}. So these must change nothing.
 *
 * <p>With tokens, such a request brings one as well, in the field {@code X-CSRF-Token} or as {@code
 * csrf} in a form, which pages get by {@link #token}:
 *
 * <pre>{@code
 * app.use(Sessions.inCookie(secret), Csrf.standard().withTokens());
 * app.get("/", r -> html("<form method=post><input type=hidden name=csrf value=" + Csrf.token(r)));
 * }</pre>
 *
 * <p>Forms with files are not read for a token, as that would hold them in memory: send it in the
 * field of the header, or exempt the route and call {@link #check} there.
 *
 * <p>Immutable; each option makes a copy.
 */
public final class Csrf implements Middleware, OperationChange {
  private static final Attribute<Visit> VISIT = Attribute.named("token against CSRF");
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String FIELD = "X-CSRF-Token";
  private static final String INPUT = "csrf";

  private final CrossOriginCheck check;
  private final Optional<TokenSource> tokens;
  private final Set<String> exempt;

  /** A request, and the secret of which its tokens are made once one was asked for. */
  private static final class Visit {
    private final TokenSource tokens;
    private Optional<byte[]> secret = Optional.empty();

    Visit(TokenSource tokens) {
      this.tokens = tokens;
    }

    byte[] secret(Request request) {
      byte[] present = secret.orElseGet(() -> tokens.secret(request));
      secret = Optional.of(present);
      return present;
    }
  }

  private Csrf(CrossOriginCheck check, Optional<TokenSource> tokens, Set<String> exempt) {
    this.check = check;
    this.tokens = tokens;
    this.exempt = exempt;
  }

  /** Asks the browser; no tokens. */
  public static Csrf standard() {
    return new Csrf(new CrossOriginCheck(Set.of()), Optional.empty(), Set.of());
  }

  /**
   * Lets pages of this origin act too.
   *
   * @throws IllegalArgumentException if it is none
   */
  public Csrf trusting(String origin) {
    var more = new HashSet<>(check.trusted());
    more.add(
        Origin.parse(origin)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "\"" + origin + "\" is no origin: write https://app.example, without a path"))
            .toString());
    return new Csrf(new CrossOriginCheck(Set.copyOf(more)), tokens, exempt);
  }

  /**
   * Lets a route alone, as one for calls of another server that are signed.
   *
   * @param route as it was declared, with its method and the prefixes of all mounts: {@code POST
   *     /hooks/{id}}
   */
  public Csrf exempting(String route) {
    if (!route.matches("[A-Z]+ /.*")) {
      throw new IllegalArgumentException(
          "\"" + route + "\" is no route with its method, such as POST /hooks/{id}");
    }
    var more = new HashSet<>(exempt);
    more.add(route);
    return new Csrf(check, tokens, Set.copyOf(more));
  }

  /** Wants tokens too, of a secret in the session; the sessions stand outside of this. */
  public Csrf withTokens() {
    return new Csrf(check, Optional.of(new TokenSource.InSession()), exempt);
  }

  /**
   * Wants tokens too, of a secret in a cookie, for who has no sessions. Whoever can set cookies for
   * this host, as others of its domain without TLS, can plant one of their own; what the browser
   * says still stands before that.
   */
  public Csrf withTokensInCookie(Secrets secrets) {
    return new Csrf(check, Optional.of(new TokenSource.InCookie(secrets.signing("csrf"))), exempt);
  }

  /**
   * A token for a form or a script of the page that answers this request; another text each time.
   *
   * @throws IllegalStateException if no {@code Csrf} with tokens stands around it
   */
  public static String token(Request request) {
    return Masked.mask(visit(request).secret(request));
  }

  /**
   * Checks a token that a handler has read itself.
   *
   * @throws Problem 403 if it is none of this visitor
   * @throws IllegalStateException if no {@code Csrf} with tokens stands around it
   */
  public static void check(Request request, String token) {
    Optional<byte[]> secret = visit(request).tokens.known(request);
    if (secret.filter(known -> Masked.matches(token, known)).isEmpty()) {
      throw refused(request, "its token is missing, of another visitor, or too old");
    }
  }

  private static Visit visit(Request request) {
    return request
        .attribute(VISIT)
        .orElseThrow(() ->
            new IllegalStateException(
                "No Csrf with tokens stands around "
                    + request
                    + "; say app.use(Csrf.standard().withTokens())"));
  }

  @Override
  public Operation around(Operation inner) {
    return inner.answeringProblem(403);
  }

  @Override
  public Response around(Request request, Next next) throws InterruptedException {
    var visit = tokens.map(Visit::new);
    visit.ifPresent(here -> request.attach(VISIT, here));
    boolean isChecked = !SAFE.contains(request.method()) && !isExempt(request);
    if (isChecked) {
      Optional<String> refusal = check.refusal(request);
      if (refusal.isPresent()) {
        throw refused(request, refusal.get());
      }
      if (tokens.isPresent()) {
        check(request, sentToken(request));
      }
    }
    Response answer = next.handle(request);
    return visit.isPresent() && visit.get().secret.isPresent()
        ? visit.get().tokens.kept(request, answer, visit.get().secret.get())
        : answer;
  }

  private boolean isExempt(Request request) {
    return request.route().map(RouteInfo::toString).filter(exempt::contains).isPresent();
  }

  private static String sentToken(Request request) throws InterruptedException {
    Optional<String> field = request.header(FIELD);
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (field.isPresent() || !type.startsWith(FORM)) {
      return field.orElse("");
    }
    // The body stays there for the handler.
    return FormData.read(request.http()).first(INPUT).orElse("");
  }

  private static Problem refused(Request request, String reason) {
    return Problem.of(403, request.method() + " is not accepted: " + reason);
  }
}
