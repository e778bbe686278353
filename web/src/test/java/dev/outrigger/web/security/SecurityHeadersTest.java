package dev.outrigger.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.http.listen.Networks;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Middleware;
import dev.outrigger.web.RawServer;
import dev.outrigger.web.RawServer.Answer;
import dev.outrigger.web.Response;
import dev.outrigger.web.headers.Forwarded;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields for browsers, the way to TLS, and the hosts that are ours. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class SecurityHeadersTest {
  private static final String TLS = "X-Forwarded-Proto: https";
  private static final String FROM = "X-Forwarded-For: 192.0.2.1";

  @Parameter private TaskBackend backend;

  private RawServer serve(Middleware middleware) throws Exception {
    return RawServer.start(
        backend,
        app -> {
          app.trustProxies(Forwarded.Fields.X_FORWARDED, Networks.of("127.0.0.0/8"));
          app.use(middleware);
          app.get("/", request -> request.http().query());
          app.get("/own", _ -> Response.text("x").header("Referrer-Policy", "origin"));
          app.get("/nonce", request -> Csp.nonce(request));
        });
  }

  @Test
  void theStandardOnesStandOnEveryAnswer() throws Exception {
    try (var server = serve(SecurityHeaders.standard())) {
      for (String path : new String[] {"/", "/nowhere"}) {
        Answer answer = server.get(path);
        assertThat(answer.first("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.first("X-Frame-Options")).contains("DENY");
        assertThat(answer.first("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(answer.first("Content-Security-Policy"))
            .contains("base-uri 'self'; object-src 'none'; frame-ancestors 'none'");
      }
    }
  }

  @Test
  void hstsIsToldOverTlsOnly() throws Exception {
    try (var server = serve(SecurityHeaders.standard())) {
      assertThat(server.get("/").first("Strict-Transport-Security")).isEmpty();
      assertThat(server.get("/", TLS, FROM).all("Strict-Transport-Security"))
          .containsExactly("max-age=15552000");
    }
    try (var server = serve(SecurityHeaders.none().hstsWithSubdomains(Duration.ofDays(1)))) {
      assertThat(server.get("/", TLS, FROM).all("Strict-Transport-Security"))
          .containsExactly("max-age=86400; includeSubDomains");
    }
  }

  @Test
  void whatTheHandlerSaysStays() throws Exception {
    try (var server = serve(SecurityHeaders.standard())) {
      assertThat(server.get("/own").all("Referrer-Policy")).containsExactly("origin");
    }
  }

  @Test
  void fieldsAreChangedAndLeftOut() throws Exception {
    var fields =
        SecurityHeaders.standard()
            .with("referrer-policy", "same-origin")
            .without("x-frame-options")
            .csp(Csp.none())
            .without("Strict-Transport-Security");
    try (var server = serve(fields)) {
      Answer answer = server.get("/", TLS, FROM);
      assertThat(answer.all("Referrer-Policy")).containsExactly("same-origin");
      assertThat(answer.all("X-Frame-Options")).isEmpty();
      assertThat(answer.all("Content-Security-Policy")).isEmpty();
      assertThat(answer.all("Strict-Transport-Security")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"self, SAMEORIGIN", "none, DENY", "https://a.example, ''"})
  void bothFieldsSayWhoMayFrame(String who, String old) throws Exception {
    String source = who.startsWith("https") ? who : "'" + who + "'";
    try (var server = serve(SecurityHeaders.standard().framedBy(source))) {
      Answer answer = server.get("/");
      assertThat(answer.first("Content-Security-Policy").orElseThrow())
          .endsWith("frame-ancestors " + source);
      assertThat(answer.first("X-Frame-Options").orElse("")).isEqualTo(old);
    }
  }

  @Test
  void theNonceIsThatOfThePolicyAndNewForEachRequest() throws Exception {
    try (var server = serve(SecurityHeaders.standard().csp(Csp.strict().reportOnly()))) {
      Answer first = server.get("/nonce");
      assertThat(first.body()).hasSize(24);
      assertThat(first.first("Content-Security-Policy-Report-Only").orElseThrow())
          .contains("script-src 'self' 'nonce-" + first.body() + "';")
          .contains("default-src 'self'");
      assertThat(server.get("/nonce").body()).isNotEqualTo(first.body());
    }
  }

  @Test
  void withoutAPolicyThereIsNoNonce() throws Exception {
    try (var server = serve(SecurityHeaders.standard())) {
      assertThat(server.get("/nonce").status()).isEqualTo(500);
      assertThat(server.errors()).anyMatch(line -> line.contains("GET /nonce failed with a bug"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"self", "none", "nonce", "", "a b", "a;b", "a,b", "é", "a\r\nX: y"})
  void aSourceThatBrowsersWouldMisreadIsRefused(String source) {
    assertThatIllegalArgumentException().isThrownBy(() -> Csp.none().with("script-src", source));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Csp.none().with(source + "; x", "'self'"));
  }

  @Test
  void whoComesWithoutTlsIsSentThere() throws Exception {
    try (var server = serve(HttpsRedirect.standard().to(8443).except("/own"))) {
      Answer answer = server.get("/?a=b", "Host: Shop.example:8080");
      assertThat(answer.status()).isEqualTo(308);
      assertThat(answer.first("Location")).contains("https://shop.example:8443/?a=b");
      assertThat(server.get("/a|b%zz{}?^[`", "Host: a.example").first("Location"))
          .contains("https://a.example:8443/a|b%zz{}?^[`");
      assertThat(server.get("/own").status()).isEqualTo(200);
      assertThat(server.get("/?a=b", TLS, FROM).body()).isEqualTo("a=b");
      assertThat(server.get("/", "Host:").status()).isEqualTo(400);
    }
    try (var server = serve(HttpsRedirect.standard())) {
      assertThat(server.get("//evil.example/").first("Location"))
          .contains("https://localhost//evil.example/");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "example.com, 200",
    "EXAMPLE.com:8080, 200",
    "a.b.example.org, 200",
    "example.org, 421",
    "evil.example, 421",
    "example.com.evil.example, 421",
    "127.0.0.1, 421",
    "[::1]:80, 421",
    "'', 400"
  })
  void onlyAllowedHostsAreServed(String host, int status) throws Exception {
    try (var server = serve(AllowedHosts.of("Example.com", "*.example.org").except("/own"))) {
      assertThat(server.get("/", "Host: " + host).status()).isEqualTo(status);
      assertThat(server.get("/own", "Host: " + host).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "a.example:80", "https://a.example", "*.", "a b"})
  void whatIsNoHostIsRefused(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AllowedHosts.of(host))
        .withMessageContaining("\"" + host + "\" is no host");
  }
}
