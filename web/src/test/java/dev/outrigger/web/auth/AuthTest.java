package dev.outrigger.web.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.RawServer;
import dev.outrigger.web.RawServer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins with each request, and rights. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class AuthTest {
  private static final String ADA = "ada-0123456789abcdef";
  private static final String BOB = "bob-0123456789abcdef";
  private static final Map<String, User> TOKENS =
      Map.of(
          ADA,
          User.named("ada").withRoles("admin").withScopes("orders:read"),
          BOB,
          User.named("bob"));

  @Parameter private TaskBackend backend;

  private static Optional<User> password(String name, String password) {
    return password.equals("pass:wörd") ? Optional.of(User.named(name)) : Optional.empty();
  }

  private static String basic(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private RawServer basicServer(BasicAuth auth) throws Exception {
    return RawServer.start(
        backend,
        app -> {
          app.use(auth);
          app.get("/", request -> Auth.user(request).map(User::name).orElse("nobody"));
        });
  }

  private RawServer bearerServer(BearerAuth auth) throws Exception {
    return RawServer.start(
        backend,
        app -> {
          app.use(auth);
          app.get("/", request -> Auth.user(request).map(User::toString).orElse("nobody"));
          app.get("/mine", _ -> "mine").use(Auth.require());
          app.get("/admin", _ -> "admin").use(Auth.require("admin", "root"));
          app.get("/orders", _ -> "orders").use(Auth.requireScope("orders:read"));
          app.get("/write", _ -> "write").use(Auth.requireScope("orders:write"));
        });
  }

  @Test
  void aNameAndItsPasswordLetIn() throws Exception {
    try (var server = basicServer(BasicAuth.of(AuthTest::password).realm("The shop"))) {
      assertThat(server.get("/", basic("ada:pass:wörd")).body()).isEqualTo("ada");
      assertThat(server.get("/", basic("ada:pass:wörd").replace("Basic", "bAsIc")).status())
          .isEqualTo(200);
      Answer wrong = server.get("/", basic("ada:other"));
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.first("WWW-Authenticate"))
          .contains("Basic realm=\"The shop\", charset=\"UTF-8\"");
      assertThat(server.get("/").all("WWW-Authenticate")).hasSize(1);
      assertThat(server.get("/nowhere").status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic YQ",
        "Basic YQ==",
        "Basic Og== Og==",
        "Basic /////w==",
        "Basic YTpiAGM=",
        "Basic \u00e9",
        "Bearer abc",
        "Negotiate",
        "basic:YTpi",
        "="
      })
  void whatIsWrittenWronglyIs401(String field) throws Exception {
    try (var server = basicServer(BasicAuth.of(AuthTest::password))) {
      Answer answer = server.get("/", "Authorization: " + field);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.first("WWW-Authenticate")).isPresent();
      assertThat(server.get("/", "Authorization: Basic " + "QUFB".repeat(1500)).status())
          .isEqualTo(401);
    }
  }

  @Test
  void twoFieldsAreRefused() throws Exception {
    try (var server = basicServer(BasicAuth.of(AuthTest::password))) {
      assertThat(server.get("/", basic("ada:pass:wörd"), basic("bob:x")).status()).isEqualTo(400);
    }
  }

  @Test
  void anOptionalLoginLetsOthersPassButNotWrongOnes() throws Exception {
    try (var server = basicServer(BasicAuth.of(AuthTest::password).optional())) {
      assertThat(server.get("/").body()).isEqualTo("nobody");
      assertThat(server.get("/", basic("ada:other")).status()).isEqualTo(401);
    }
  }

  @Test
  void usersMayBeKnownByTheHashesOfTheirPasswords() throws Exception {
    Map<String, String> hashes = Map.of("ada", Passwords.hash("secret", 1000));
    try (var server = basicServer(BasicAuth.of(hashes))) {
      assertThat(server.get("/", basic("ada:secret")).body()).isEqualTo("ada");
      assertThat(server.get("/", basic("ada:Secret")).status()).isEqualTo(401);
      assertThat(server.get("/", basic("bob:secret")).status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200, 200, 200",
    "/mine, 401, 200, 200",
    "/admin, 401, 403, 200",
    "/orders, 401, 403, 200",
    "/write, 401, 403, 403"
  })
  void routesAskForRights(String path, int nobody, int bob, int ada) throws Exception {
    try (var server = bearerServer(BearerAuth.of(TOKENS).optional())) {
      Answer unknown = server.get(path);
      assertThat(unknown.status()).isEqualTo(nobody);
      if (nobody == 401) {
        assertThat(unknown.first("WWW-Authenticate")).contains("Bearer realm=\"this site\"");
      }
      assertThat(server.get(path, "Authorization: Bearer " + BOB).status()).isEqualTo(bob);
      assertThat(server.get(path, "Authorization: bearer  " + ADA).status()).isEqualTo(ada);
    }
  }

  @Test
  void aMissingScopeIsToldToTheClient() throws Exception {
    try (var server = bearerServer(BearerAuth.of(TOKENS))) {
      Answer answer = server.get("/write", "Authorization: Bearer " + ADA);
      assertThat(answer.first("WWW-Authenticate"))
          .contains("Bearer error=\"insufficient_scope\", scope=\"orders:write\"");
      assertThat(server.get("/admin", "Authorization: Bearer " + BOB).all("WWW-Authenticate"))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Bearer unknown-token | 401 | invalid_token",
        "Bearer               | 400 | invalid_request",
        "Bearer a b           | 400 | invalid_request",
        "Bearer \"a\"         | 400 | invalid_request",
        "Bearer \u00e9        | 400 | invalid_request",
        "Bearer a=b           | 400 | invalid_request",
        "Bearer ====          | 400 | invalid_request",
        "Basic YTpi           | 401 | realm"
      })
  void aTokenThatIsNotGoodIsToldSo(String field, int status, String error) throws Exception {
    try (var server = bearerServer(BearerAuth.of(TOKENS))) {
      Answer answer = server.get("/", "Authorization: " + field);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.first("WWW-Authenticate").orElseThrow()).contains(error);
    }
  }

  @Test
  void severalWaysToLogInAreOfferedTogether() throws Exception {
    try (var server =
        RawServer.start(
            backend,
            app -> {
              app.use(BearerAuth.of(TOKENS).optional(), BasicAuth.of(AuthTest::password));
              app.get("/", request -> Auth.user(request).orElseThrow().name());
            })) {
      assertThat(server.get("/").first("WWW-Authenticate").orElseThrow())
          .startsWith("Bearer realm=")
          .contains(", Basic realm=");
      assertThat(server.get("/", "Authorization: Bearer " + ADA).body()).isEqualTo("ada");
      assertThat(server.get("/", basic("bob:pass:wörd")).body()).isEqualTo("bob");
    }
  }

  @Test
  void theReasonOfARefusalCannotBreakTheField() throws Exception {
    TokenCheck check =
        _ -> {
          throw new TokenRefusedException("no \"quotes\"\r\nX: y \u00e9");
        };
    try (var server = bearerServer(BearerAuth.of(check))) {
      assertThat(server.get("/", "Authorization: Bearer x").first("WWW-Authenticate").orElseThrow())
          .endsWith("error_description=\"no ?quotes???X: y ?\"");
    }
  }

  @Test
  void optionsThatCannotBeSentAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> BearerAuth.of(TOKENS).realm("\""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BasicAuth.of(AuthTest::password).realm("\n"));
    assertThatIllegalArgumentException().isThrownBy(() -> Auth.require("a b"));
    assertThatIllegalArgumentException().isThrownBy(() -> Auth.requireScope(""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BearerAuth.of(Map.of("short", User.named("x"))))
        .withMessageNotContaining("short");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BasicAuth.of(Map.of("ada", "a plain password")))
        .withMessageNotContaining("plain password");
  }
}
