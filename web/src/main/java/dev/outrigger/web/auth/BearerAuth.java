package dev.outrigger.web.auth;

import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.operation.Operation;
import dev.outrigger.web.operation.OperationChange;
import dev.outrigger.web.operation.OperationLogin;
import dev.outrigger.web.text.Sha256;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A token with each request, in {@code Authorization: Bearer ..} (RFC 6750) and nowhere else: in an
 * address it would end up in logs. {@code app.use(BearerAuth.of(Jwt.secret(secret)))}.
 *
 * <p>One that is not good is 401 with {@code error="invalid_token"} and the reason, one that is
 * written wrongly 400 with {@code invalid_request}.
 *
 * @param check tells whose token it is
 * @param realm of what
 * @param demanded whether a request without goes no further
 */
public record BearerAuth(TokenCheck check, String realm, boolean demanded)
    implements Middleware, OperationChange {

  /** Checks that the realm can be sent. */
  public BearerAuth {
    Objects.requireNonNull(check, "check");
    Credentials.requireRealm(realm);
  }

  /** For tokens that this knows: a {@link Jwt}, or a look-up of one's own. */
  public static BearerAuth of(TokenCheck check) {
    return new BearerAuth(check, "this site", true);
  }

  /**
   * For these tokens, as keys of an API. How long it takes tells nothing about them, as they are
   * compared by their SHA-256.
   *
   * @throws IllegalArgumentException if one can be no token, or is shorter than 16 characters
   */
  public static BearerAuth of(Map<String, User> users) {
    var byHash = new HashMap<String, User>();
    users.forEach((token, user) -> {
      if (token.length() < 16 || !isToken(token)) {
        throw new IllegalArgumentException(
            "The token of "
                + user.name()
                + " has "
                + token.length()
                + " characters: take at least 16 of letters, digits and -._~+/, at random");
      }
      byHash.put(Sha256.hex(token), user);
    });
    Map<String, User> known = Map.copyOf(byHash);
    return of(token -> Optional.ofNullable(known.get(Sha256.hex(token))));
  }

  /** Under this name in challenges. */
  public BearerAuth realm(String name) {
    return new BearerAuth(check, name, demanded);
  }

  /** Lets requests without a token pass; {@link Auth#require} stops them where it matters. */
  public BearerAuth optional() {
    return new BearerAuth(check, realm, false);
  }

  @Override
  public Response around(Request request, Next next) throws Exception {
    String challenge = "Bearer realm=\"" + realm + "\"";
    Auth.offer(request, challenge);
    Optional<String> token = Credentials.of(request, "Bearer");
    if (token.isEmpty()) {
      if (demanded && Auth.user(request).isEmpty()) {
        throw Auth.unknown(request);
      }
      return next.handle(request);
    }
    if (!isToken(token.get())) {
      throw refusal(400, challenge, "invalid_request", "What follows Bearer is no token");
    }
    Auth.login(request, user(token.get(), challenge));
    return next.handle(request);
  }

  @Override
  public Operation around(Operation inner) {
    Operation open =
        inner
            .loggingIn(new OperationLogin(OperationLogin.Kind.BEARER, ""))
            .answeringProblem(400)
            .answeringProblem(401);
    return demanded ? open.demandingLogin() : open;
  }

  private User user(String token, String challenge) throws Exception {
    try {
      return check
          .user(token)
          .orElseThrow(() -> new TokenRefusedException("The token is not known"));
    } catch (TokenRefusedException refused) {
      throw refusal(401, challenge, "invalid_token", refused.reason());
    }
  }

  private static Problem refusal(int status, String challenge, String error, String reason) {
    return Problem.of(status, reason)
        .header(
            "WWW-Authenticate",
            challenge + ", error=\"" + error + "\", error_description=\"" + reason + "\"");
  }

  private static boolean isToken(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!plain && "-._~+/".indexOf(c) < 0) {
        return false;
      }
    }
    return end > 0;
  }
}
