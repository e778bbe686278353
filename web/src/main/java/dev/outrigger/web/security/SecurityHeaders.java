package dev.outrigger.web.security;

import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fields by which browsers take care of users: {@code app.use(SecurityHeaders.standard())}.
 *
 * <p>A field that the answer has already stays as it is. Immutable; each option makes a copy.
 */
public final class SecurityHeaders implements Middleware {
  private static final String HSTS = "Strict-Transport-Security";
  private static final Duration HALF_A_YEAR = Duration.ofDays(180);

  private final Map<String, String> fields;
  private final String hsts;
  private final Csp csp;

  private SecurityHeaders(Map<String, String> fields, String hsts, Csp csp) {
    this.fields = fields;
    this.hsts = hsts;
    this.csp = csp;
  }

  /** None yet. */
  public static SecurityHeaders none() {
    return new SecurityHeaders(Map.of(), "", Csp.none());
  }

  /**
   * What suits most: types are not guessed, no frames around pages, no paths told to other sites,
   * windows and resources kept apart from other origins, no camera, microphone, place, payment or
   * USB, {@link Csp#basic}, and over TLS {@link #hsts} for 180 days.
   */
  public static SecurityHeaders standard() {
    return none()
        .with("X-Content-Type-Options", "nosniff")
        .with("X-Frame-Options", "DENY")
        // Stricter ones make browsers send "Origin: null" with forms of our own.
        .with("Referrer-Policy", "strict-origin-when-cross-origin")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        .csp(Csp.basic())
        .hsts(HALF_A_YEAR);
  }

  /**
   * These with another field, or another value of one.
   *
   * @throws IllegalArgumentException if it can't be sent
   */
  public SecurityHeaders with(String name, String value) {
    Response _ = Response.empty().header(name, value);
    var more = new LinkedHashMap<>(without(name).fields);
    more.put(name, value);
    return new SecurityHeaders(Collections.unmodifiableMap(more), hsts, csp);
  }

  /** These without a field. */
  public SecurityHeaders without(String name) {
    var rest = new LinkedHashMap<>(fields);
    rest.keySet().removeIf(name::equalsIgnoreCase);
    boolean isHsts = name.equalsIgnoreCase(HSTS);
    return new SecurityHeaders(Collections.unmodifiableMap(rest), isHsts ? "" : hsts, csp);
  }

  /**
   * Has browsers come by TLS alone for so long. It is told over TLS only, as seen by this server or
   * told by proxies of {@link dev.outrigger.web.App#trustProxies}.
   *
   * @throws IllegalArgumentException if it is less than zero
   */
  public SecurityHeaders hsts(Duration age) {
    if (age.isNegative()) {
      throw new IllegalArgumentException("Browsers can't be told to use TLS for " + age);
    }
    return new SecurityHeaders(fields, "max-age=" + age.toSeconds(), csp);
  }

  /** The same for all hosts below this one too; be sure that each of them has TLS. */
  public SecurityHeaders hstsWithSubdomains(Duration age) {
    return new SecurityHeaders(fields, hsts(age).hsts + "; includeSubDomains", csp);
  }

  /** These with this policy in place of the one they had. */
  public SecurityHeaders csp(Csp policy) {
    return new SecurityHeaders(fields, hsts, policy);
  }

  /**
   * Lets pages of this origin put ours into frames: {@code framedBy("'self'")}. Takes care of both
   * fields that are about it.
   */
  public SecurityHeaders framedBy(String... sources) {
    SecurityHeaders framed = csp(csp.with("frame-ancestors", sources));
    boolean self = sources.length == 1 && sources[0].equals("'self'");
    boolean none = sources.length == 1 && sources[0].equals("'none'");
    // The old field knows no list; browsers that know the new one pass over it.
    return self
        ? framed.with("X-Frame-Options", "SAMEORIGIN")
        : none ? framed.with("X-Frame-Options", "DENY") : framed.without("X-Frame-Options");
  }

  @Override
  public Response around(Request request, Next next) {
    csp.prepare(request);
    Response answer = next.handle(request);
    for (var field : fields.entrySet()) {
      answer = withField(answer, field.getKey(), field.getValue());
    }
    if (!csp.isEmpty()) {
      answer = withField(answer, csp.field(), csp.value(request));
    }
    boolean tellsHsts = !hsts.isEmpty() && request.isSecure();
    return tellsHsts ? withField(answer, HSTS, hsts) : answer;
  }

  private static Response withField(Response answer, String name, String value) {
    return answer.header(name).isPresent() ? answer : answer.header(name, value);
  }
}
