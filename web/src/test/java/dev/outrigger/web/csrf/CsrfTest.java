package dev.outrigger.web.csrf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.http.listen.Networks;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.RawServer;
import dev.outrigger.web.RawServer.Answer;
import dev.outrigger.web.forms.FormData;
import dev.outrigger.web.headers.Forwarded;
import dev.outrigger.web.secrets.Secrets;
import dev.outrigger.web.sessions.Session;
import dev.outrigger.web.sessions.Sessions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that pages of other sites cause, and tokens against them. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class CsrfTest {
  private static final String SECRET = "0123456789abcdefghijklmnopqrstuv";

  @Parameter private TaskBackend backend;

  private RawServer serve(Csrf csrf) throws Exception {
    return RawServer.start(
        backend,
        app -> {
          app.trustProxies(Forwarded.Fields.X_FORWARDED, Networks.of("127.0.0.1"));
          app.use(Sessions.inCookie(SECRET), csrf);
          app.get("/", _ -> "read");
          app.get("/token", request -> Csrf.token(request));
          app.post("/", request -> FormData.read(request.http()).names());
          app.delete("/", _ -> "deleted");
          app.mount("/hooks", hooks -> hooks.post("/{id}", request -> request.path("id")));
          app.post(
              "/own",
              request -> {
                Csrf.check(request, request.header("X-Own").orElse(""));
                return "own";
              });
          app.post(
              "/login",
              request -> {
                Session.of(request).renew();
                return "in";
              });
        });
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "same-origin, -, 200",
        "none, -, 200",
        "same-site, -, 403",
        "cross-site, -, 403",
        "CROSS-SITE, -, 403",
        "garbage, -, 403",
        "'', -, 403",
        "same-origin, https://evil.example, 200",
        "cross-site, http://shop.example, 403",
        "cross-site, https://trusted.example, 200",
        "-, -, 200",
        "-, http://shop.example, 200",
        "-, https://shop.example, 200",
        "-, http://shop.example:80, 200",
        "-, http://shop.example:8080, 403",
        "-, https://trusted.example, 200",
        "-, http://trusted.example, 403",
        "-, https://evil.example, 403",
        "-, https://shop.example.evil.example, 403",
        "-, https://evilshop.example, 403",
        "-, null, 403",
        "-, '', 403",
        "-, shop.example, 403",
        "-, http://shop.example/, 403"
      })
  void theBrowserTellsWhoCausedIt(@Nullable String site, @Nullable String origin, int status)
      throws Exception {
    var fields = new ArrayList<>(List.of("Host: shop.example"));
    if (site != null) {
      fields.add("Sec-Fetch-Site: " + site);
    }
    if (origin != null) {
      fields.add("Origin: " + origin);
    }
    String[] all = fields.toArray(String[]::new);
    try (var server = serve(Csrf.standard().trusting("https://trusted.example"))) {
      assertThat(server.post("/", "a=b", all).status()).isEqualTo(status);
      assertThat(server.send("DELETE", "/", "", all).status()).isEqualTo(status);
      assertThat(server.get("/", all).status()).isEqualTo(200);
      assertThat(server.send("OPTIONS", "/", "", all).status()).isEqualTo(204);
    }
  }

  @Test
  void overTlsAPageWithoutItIsOfAnotherOrigin() throws Exception {
    try (var server = serve(Csrf.standard())) {
      String[] fields = {
        "X-Forwarded-For: 192.0.2.1",
        "X-Forwarded-Proto: https",
        "Host: shop.example",
        "Origin: http://shop.example:443"
      };
      assertThat(server.post("/", "a=b", fields).status()).isEqualTo(403);
      fields[3] = "Origin: https://shop.example";
      assertThat(server.post("/", "a=b", fields).status()).isEqualTo(200);
    }
  }

  @Test
  void aFieldThatCameTwiceIsNoBrowsers() throws Exception {
    try (var server = serve(Csrf.standard().trusting("https://trusted.example"))) {
      assertThat(
              server
                  .post("/", "", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site")
                  .status())
          .isEqualTo(403);
      assertThat(
              server
                  .post("/", "", "Origin: https://trusted.example", "Origin: https://evil.example")
                  .status())
          .isEqualTo(403);
    }
  }

  @Test
  void aRouteIsExemptByItsPattern() throws Exception {
    try (var server = serve(Csrf.standard().exempting("POST /hooks/{id}"))) {
      String evil = "Sec-Fetch-Site: cross-site";
      assertThat(server.post("/hooks/7", "", evil).body()).isEqualTo("7");
      assertThat(server.post("/", "a=b", evil).status()).isEqualTo(403);
    }
  }

  @Test
  void aTokenComesInTheHeaderOrTheForm() throws Exception {
    try (var server = serve(Csrf.standard().withTokens())) {
      Answer page = server.get("/token");
      String cookie = "Cookie: " + page.cookie();
      assertThat(server.post("/", "csrf=" + page.body() + "&a=b", cookie).body())
          .isEqualTo("[\"csrf\",\"a\"]");
      assertThat(server.post("/", "a=b", cookie, "X-CSRF-Token: " + page.body()).status())
          .isEqualTo(200);
      assertThat(server.send("DELETE", "/", "", cookie, "X-CSRF-Token: " + page.body()).status())
          .isEqualTo(200);
      assertThat(server.post("/", "a=b", cookie).status()).isEqualTo(403);
      assertThat(server.post("/", "csrf=" + page.body()).status()).isEqualTo(403);
      assertThat(server.get("/token", cookie).body()).isNotEqualTo(page.body());
    }
  }

  @Test
  void aTokenIsNoLeaveForPagesOfOthers() throws Exception {
    try (var server = serve(Csrf.standard().withTokens())) {
      Answer page = server.get("/token");
      String[] fields = {
        "Cookie: " + page.cookie(), "X-CSRF-Token: " + page.body(), "Sec-Fetch-Site: cross-site"
      };
      assertThat(server.post("/", "a=b", fields).status()).isEqualTo(403);
    }
  }

  @Test
  void aTokenFromBeforeALoginIsWorthNothingAfterwards() throws Exception {
    try (var server = serve(Csrf.standard().withTokens())) {
      Answer page = server.get("/token");
      String before = "X-CSRF-Token: " + page.body();
      Answer login = server.post("/login", "", "Cookie: " + page.cookie(), before);
      assertThat(login.body()).isEqualTo("in");
      assertThat(server.post("/", "a=b", "Cookie: " + login.cookie(), before).status())
          .isEqualTo(403);
    }
  }

  @Test
  void tokensGoWithoutASession() throws Exception {
    try (var server = serve(Csrf.standard().withTokensInCookie(Secrets.of(SECRET)))) {
      Answer page = server.get("/token");
      assertThat(page.first("Set-Cookie").orElseThrow())
          .startsWith("csrf=")
          .endsWith("; Path=/; HttpOnly; SameSite=Lax");
      String cookie = "Cookie: " + page.cookie();
      assertThat(server.post("/", "csrf=" + page.body(), cookie).status()).isEqualTo(200);
      Answer again = server.get("/token", cookie);
      assertThat(again.all("Set-Cookie")).isEmpty();
      assertThat(server.post("/", "csrf=" + again.body(), cookie).status()).isEqualTo(200);
      assertThat(server.post("/", "csrf=" + page.body(), "Cookie: csrf=x").status()).isEqualTo(403);
      assertThat(server.post("/", "csrf=" + page.body(), cookie + "x").status()).isEqualTo(403);
      assertThat(
              server
                  .get("/token", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https")
                  .first("Set-Cookie")
                  .orElseThrow())
          .startsWith("__Host-csrf=")
          .contains("; Secure");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "====", "\u00e9", "%00", "AAAA", "null"})
  void whatIsNoTokenIsRefused(String token) throws Exception {
    try (var server = serve(Csrf.standard().withTokens())) {
      String cookie = "Cookie: " + server.get("/token").cookie();
      for (String sent : new String[] {token, token.repeat(1000)}) {
        Answer answer = server.post("/", "a=b", cookie, "X-CSRF-Token: " + sent);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("its token is missing");
      }
      assertThat(server.post("/", "csrf=%ff", cookie).status()).isEqualTo(400);
    }
  }

  @Test
  void aHandlerMayCheckATokenItself() throws Exception {
    try (var server = serve(Csrf.standard().withTokens().exempting("POST /own"))) {
      Answer page = server.get("/token");
      String cookie = "Cookie: " + page.cookie();
      assertThat(server.post("/own", "", cookie, "X-Own: " + page.body()).body()).isEqualTo("own");
      assertThat(server.post("/own", "", cookie).status()).isEqualTo(403);
    }
  }

  @Test
  void withoutTokensThereIsNone() throws Exception {
    try (var server = serve(Csrf.standard())) {
      assertThat(server.get("/token").status()).isEqualTo(500);
      assertThat(server.errors()).anyMatch(line -> line.contains("GET /token failed with a bug"));
    }
  }

  @Test
  void whatIsNoOriginOrNoRouteIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Csrf.standard().trusting("*"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Csrf.standard().exempting("/hooks"))
        .withMessageContaining("POST /hooks/{id}");
  }
}
