package dev.outrigger.web.csrf;

import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.Cookies;
import dev.outrigger.web.headers.SameSite;
import dev.outrigger.web.headers.SetCookie;
import dev.outrigger.web.secrets.Seal;
import dev.outrigger.web.sessions.Session;
import java.security.SecureRandom;
import java.util.Optional;

/** Where a visitor's secret is, of which tokens are made. */
sealed interface TokenSource {
  /** The secret; made if there is none. */
  byte[] secret(Request request);

  /** The secret that the visitor had when the request came. */
  Optional<byte[]> known(Request request);

  /** The answer, with what the visitor must keep for a secret that was made. */
  Response kept(Request request, Response answer, byte[] secret);

  /** In the session. */
  record InSession() implements TokenSource {
    @Override
    public byte[] secret(Request request) {
      return Session.of(request).secret();
    }

    @Override
    public Optional<byte[]> known(Request request) {
      Session session = Session.of(request);
      // Who has no session has no token; and to look for one should not begin one.
      return session.isEmpty() ? Optional.empty() : Optional.of(session.secret());
    }

    @Override
    public Response kept(Request request, Response answer, byte[] secret) {
      return answer;
    }
  }

  /** In a cookie of its own, signed, so that nobody else can make one up. */
  record InCookie(Seal seal) implements TokenSource {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public byte[] secret(Request request) {
      return known(request)
          .orElseGet(() -> {
            byte[] made = new byte[32];
            RANDOM.nextBytes(made);
            return made;
          });
    }

    @Override
    public Optional<byte[]> known(Request request) {
      return Cookies.parse(request.headers()).value(name(request)).flatMap(seal::open);
    }

    @Override
    public Response kept(Request request, Response answer, byte[] secret) {
      Response varying = answer.header("Vary", "Cookie");
      if (known(request).isPresent()) {
        return varying;
      }
      SetCookie cookie =
          SetCookie.of(name(request), seal.close(secret))
              .path("/")
              .httpOnly()
              .sameSite(SameSite.LAX);
      return varying.header("Set-Cookie", cookie.toString());
    }

    /** Over TLS a name that other hosts of the domain can't set. */
    private static String name(Request request) {
      return request.isSecure() ? "__Host-csrf" : "csrf";
    }
  }
}
