package dev.outrigger.web.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.http.listen.Networks;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.RawServer;
import dev.outrigger.web.headers.Forwarded;
import dev.outrigger.web.headers.SameSite;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The cookies that sessions are in, and who may read them. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class SessionCookiesTest {
  private static final String OTHER = "vutsrqponmlkjihgfedcba9876543210";

  @Parameter private TaskBackend backend;

  private RawServer serve(Sessions sessions) throws Exception {
    return RawServer.start(
        backend,
        app -> {
          app.trustProxies(Forwarded.Fields.X_FORWARDED, Networks.of("127.0.0.1"));
          app.use(sessions);
          app.get(
              "/put",
              request -> {
                Session.of(request).put("word", "hidden");
                return "ok";
              });
          app.get("/", r -> Session.of(r).get("word", String.class).orElse("none"));
        });
  }

  private static String content(String cookie) {
    String value = cookie.substring(cookie.indexOf('=') + 1);
    return new String(
        Base64.getUrlDecoder().decode(value), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  void aSignedOneCanBeReadAndAnEncryptedOneCannot() throws Exception {
    try (var signed = serve(Sessions.inCookie(SessionsTest.SECRET));
        var encrypted = serve(Sessions.inCookie(SessionsTest.SECRET).encrypted())) {
      assertThat(content(signed.get("/put").cookie())).contains("\"word\":\"hidden\"");
      assertThat(content(encrypted.get("/put").cookie())).doesNotContain("hidden");
    }
  }

  @Test
  void secretsAreReplacedWithoutLosingSessions() throws Exception {
    String old;
    try (var before = serve(Sessions.inCookie(OTHER))) {
      old = before.get("/put").cookie();
    }
    try (var between = serve(Sessions.inCookie(SessionsTest.SECRET, OTHER));
        var after = serve(Sessions.inCookie(SessionsTest.SECRET))) {
      assertThat(between.get("/", "Cookie: " + old).body()).isEqualTo("hidden");
      assertThat(after.get("/", "Cookie: " + old).body()).isEqualTo("none");
      String renewed = between.get("/put").cookie();
      assertThat(after.get("/", "Cookie: " + renewed).body()).isEqualTo("hidden");
    }
  }

  @Test
  void theCookieOfOneNameIsNoneOfAnother() throws Exception {
    try (var one = serve(Sessions.inCookie(SessionsTest.SECRET).named("one"));
        var two = serve(Sessions.inCookie(SessionsTest.SECRET).named("two"))) {
      String moved = one.get("/put").cookie().replace("one=", "two=");
      assertThat(two.get("/", "Cookie: " + moved).body()).isEqualTo("none");
    }
  }

  @Test
  void itsAttributesAreThoseThatWereAskedFor() throws Exception {
    Sessions sessions =
        Sessions.inCookie(SessionsTest.SECRET)
            .named("id")
            .path("/")
            .domain("example.com")
            .sameSite(SameSite.STRICT)
            .persistent()
            .idle(Duration.ofHours(1));
    try (var server = serve(sessions)) {
      assertThat(server.get("/put").first("Set-Cookie").orElseThrow())
          .startsWith("id=")
          .endsWith("; Path=/; HttpOnly; SameSite=Strict; Domain=example.com; Max-Age=3600");
      assertThat(
              server
                  .get("/put", "X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.1")
                  .first("Set-Cookie")
                  .orElseThrow())
          .contains("; Secure");
    }
    try (var server = serve(sessions.secure())) {
      assertThat(server.get("/put").first("Set-Cookie").orElseThrow()).contains("; Secure");
    }
  }

  @Test
  void optionsThatMeanNothingAreRefused() {
    Sessions inCookie = Sessions.inCookie(SessionsTest.SECRET);
    Sessions stored = Sessions.stored(SessionStore.inMemory(1));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(stored::encrypted);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> inCookie.limit(5));
    assertThatIllegalArgumentException().isThrownBy(() -> stored.limit(0));
    assertThatIllegalArgumentException().isThrownBy(() -> inCookie.idle(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inCookie.lifetime(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThatIllegalArgumentException().isThrownBy(() -> inCookie.named("a b"));
    assertThatIllegalArgumentException().isThrownBy(() -> inCookie.domain("a:80"));
    assertThatIllegalArgumentException().isThrownBy(() -> Sessions.inCookie("short"));
    assertThatIllegalArgumentException().isThrownBy(() -> SessionStore.inMemory(0));
  }

  @Test
  void withoutSessionsAroundItThereIsNone() throws Exception {
    try (var server =
        RawServer.start(backend, app -> app.get("/", r -> Session.of(r).names().size()))) {
      assertThat(server.get("/").status()).isEqualTo(500);
      assertThat(server.errors()).anyMatch(line -> line.contains("GET / failed with a bug"));
    }
  }
}
