package dev.outrigger.web.security;

import dev.outrigger.web.Attribute;
import dev.outrigger.web.Request;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Content-Security-Policy: where a page may load from. Each change makes a copy.
 *
 * <pre>{@code
 * SecurityHeaders.standard().csp(Csp.strict().with("img-src", "'self'", "https://img.example"))
 * app.get("/", r -> Response.html("<script nonce='" + Csp.nonce(r) + "'>..</script>"));
 * }</pre>
 */
public final class Csp {
  private static final Attribute<String> NONCE = Attribute.named("nonce of the CSP");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ANY_NONCE = "'nonce'";

  private final Map<String, List<String>> directives;
  private final boolean reportOnly;

  private Csp(Map<String, List<String>> directives, boolean reportOnly) {
    this.directives = directives;
    this.reportOnly = reportOnly;
  }

  /** No policy yet. */
  public static Csp none() {
    return new Csp(Map.of(), false);
  }

  /** What breaks no page of our own: no plugins, no strange base, no frames around it. */
  public static Csp basic() {
    return none()
        .with("base-uri", "'self'")
        .with("object-src", "'none'")
        .with("frame-ancestors", "'none'");
  }

  /**
   * All from here alone, and no script or style in the page but those with the request's {@link
   * #nonce}.
   */
  public static Csp strict() {
    return basic()
        .with("default-src", "'self'")
        .with("script-src", "'self'", ANY_NONCE)
        .with("style-src", "'self'", ANY_NONCE)
        .with("form-action", "'self'");
  }

  /**
   * This policy with a directive in place of the one of that name.
   *
   * @param name such as {@code script-src}
   * @param sources such as {@code 'self'} or {@code https://img.example}; {@code 'nonce'} stands
   *     for that of each request
   * @throws IllegalArgumentException if one can't stand in a policy, or is a keyword without its
   *     quotes
   */
  public Csp with(String name, String... sources) {
    CspSyntax.checkName(name);
    List.of(sources).forEach(source -> CspSyntax.checkSource(name, source));
    var more = new LinkedHashMap<>(directives);
    more.put(name, List.of(sources));
    return new Csp(Collections.unmodifiableMap(more), reportOnly);
  }

  /** This policy without a directive. */
  public Csp without(String name) {
    var rest = new LinkedHashMap<>(directives);
    rest.remove(name);
    return new Csp(Collections.unmodifiableMap(rest), reportOnly);
  }

  /** This policy, to be reported about and not enforced. */
  public Csp reportOnly() {
    return new Csp(directives, true);
  }

  /**
   * The word that marks scripts and styles of this request's page as ours.
   *
   * @throws IllegalStateException if the policy of this request has no {@code 'nonce'}, or there is
   *     none
   */
  public static String nonce(Request request) {
    return request
        .attribute(NONCE)
        .orElseThrow(() ->
            new IllegalStateException(
                "No policy with a nonce stands around "
                    + request
                    + "; say app.use(SecurityHeaders.standard().csp(Csp.strict()))"));
  }

  String field() {
    return reportOnly ? "Content-Security-Policy-Report-Only" : "Content-Security-Policy";
  }

  boolean isEmpty() {
    return directives.isEmpty();
  }

  /** Makes the nonce, if one is wanted. */
  void prepare(Request request) {
    if (directives.values().stream().anyMatch(sources -> sources.contains(ANY_NONCE))) {
      byte[] random = new byte[16];
      RANDOM.nextBytes(random);
      request.attach(NONCE, Base64.getEncoder().encodeToString(random));
    }
  }

  /** The policy as it is sent with the answer to a request. */
  String value(Request request) {
    String nonce = "'nonce-" + request.attribute(NONCE).orElse("") + "'";
    var parts = new ArrayList<String>(directives.size());
    directives.forEach((name, sources) -> {
      var part = new StringBuilder(name);
      sources.forEach(source -> part.append(' ').append(source.equals(ANY_NONCE) ? nonce : source));
      parts.add(part.toString());
    });
    return String.join("; ", parts);
  }
}
