package dev.outrigger.web.auth;

import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.operation.Operation;
import dev.outrigger.web.operation.OperationChange;
import dev.outrigger.web.operation.OperationLogin;
import dev.outrigger.web.text.Utf8;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Name and password with each request (RFC 7617), as browsers ask for them: {@code
 * app.use(BasicAuth.of(hashesByName))}. For a few users, over TLS. Wrong ones are 401.
 *
 * @param check tells the user
 * @param realm what browsers show
 * @param demanded whether a request without goes no further
 */
public record BasicAuth(PasswordCheck check, String realm, boolean demanded)
    implements Middleware, OperationChange {

  /** Checks that the realm can be sent. */
  public BasicAuth {
    Objects.requireNonNull(check, "check");
    Credentials.requireRealm(realm);
  }

  /** For users that this finds. */
  public static BasicAuth of(PasswordCheck check) {
    return new BasicAuth(check, "this site", true);
  }

  /**
   * For users whose {@link Passwords#hash} is known. Each request costs as much as a login: for
   * people, not for programs.
   */
  public static BasicAuth of(Map<String, String> hashes) {
    Map<String, String> known = Map.copyOf(hashes);
    known.values().forEach(Passwords::requireHash);
    return of((name, password) -> {
      Optional<String> hash = Optional.ofNullable(known.get(name));
      // Who is unknown takes as long, so that names can't be told by the time.
      boolean fits = Passwords.verify(password, hash.orElse(Passwords.NOBODYS));
      return fits && hash.isPresent() ? Optional.of(User.named(name)) : Optional.empty();
    });
  }

  /** Under this name in the browser's question. */
  public BasicAuth realm(String name) {
    return new BasicAuth(check, name, demanded);
  }

  /** Lets requests without a login pass; {@link Auth#require} stops them where it matters. */
  public BasicAuth optional() {
    return new BasicAuth(check, realm, false);
  }

  @Override
  public Response around(Request request, Next next) throws Exception {
    Auth.offer(request, "Basic realm=\"" + realm + "\", charset=\"UTF-8\"");
    Optional<String> sent = Credentials.of(request, "Basic");
    if (sent.isEmpty()) {
      if (demanded && Auth.user(request).isEmpty()) {
        throw Auth.unknown(request);
      }
      return next.handle(request);
    }
    Optional<String> pair = decoded(sent.get());
    int colon = pair.map(text -> text.indexOf(':')).orElse(-1);
    if (colon < 0) {
      throw wrong(request);
    }
    String text = pair.orElseThrow();
    Optional<User> user = check.user(text.substring(0, colon), text.substring(colon + 1));
    Auth.login(request, user.orElseThrow(() -> wrong(request)));
    return next.handle(request);
  }

  @Override
  public Operation around(Operation inner) {
    Operation open =
        inner.loggingIn(new OperationLogin(OperationLogin.Kind.BASIC, "")).answeringProblem(401);
    return demanded ? open.demandingLogin() : open;
  }

  private static Problem wrong(Request request) {
    Problem unknown = Auth.unknown(request);
    return Problem.of(401, "The name or the password is wrong")
        .header("WWW-Authenticate", unknown.headers().getOrDefault("WWW-Authenticate", "Basic"));
  }

  /** Empty if it is not Base64, or that not UTF-8, or it has control characters. */
  private static Optional<String> decoded(String base64) {
    try {
      return Utf8.decode(Base64.getDecoder().decode(base64))
          .filter(text -> text.chars().noneMatch(Character::isISOControl));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
