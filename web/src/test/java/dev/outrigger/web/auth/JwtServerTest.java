package dev.outrigger.web.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.RawServer;
import dev.outrigger.web.RawServer.Answer;
import dev.outrigger.web.Response;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens whose keys an issuer publishes on another server. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class JwtServerTest {
  private static final String HEADER = "{\"alg\":\"ES256\",\"kid\":\"k1\"}";

  @Parameter private TaskBackend backend;

  private static String claims(long end) {
    return "{\"sub\":\"ada\",\"iss\":\"us\",\"aud\":\"orders\",\"exp\":%d}"
        .formatted(Instant.now().getEpochSecond() + end);
  }

  private RawServer orders(RawServer issuer) throws Exception {
    Jwt jwt = Jwt.keysAt(issuer.uri().resolve("/keys"), "us", "orders");
    return RawServer.start(
        backend,
        app -> {
          app.use(BearerAuth.of(jwt));
          app.get("/", request -> Auth.user(request).orElseThrow().name());
        });
  }

  private static Answer ask(RawServer server, String token) throws Exception {
    return server.get("/", "Authorization: Bearer " + token);
  }

  @Test
  void aTokenIsCheckedByThePublishedKeysAndBadOnesAre401() throws Exception {
    TestKey key = TestKey.of(TestKey.Kind.EC);
    String published = key.published("k1");
    try (var issuer =
            RawServer.start(
                backend,
                app ->
                    app.get(
                        "/keys",
                        _ ->
                            Response.bytes(
                                "application/json",
                                published.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        var orders = orders(issuer)) {
      String good = key.signed(HEADER, claims(60));
      assertThat(ask(orders, good).body()).isEqualTo("ada");
      Answer expired = ask(orders, key.signed(HEADER, claims(-60)));
      assertThat(expired.status()).isEqualTo(401);
      assertThat(expired.first("WWW-Authenticate"))
          .contains(
              "Bearer realm=\"this site\", error=\"invalid_token\","
                  + " error_description=\"The token has expired\"");
      List<String> bad =
          List.of(
              good + "A",
              good.substring(2),
              "a.b.c",
              "e30.e30.e30",
              TestKey.base64("{\"alg\":\"none\"}") + "." + TestKey.base64(claims(60)) + ".",
              TestKey.of(TestKey.Kind.EC).signed(HEADER, claims(60)),
              key.signed("{\"alg\":\"ES256\",\"kid\":\"k2\"}", claims(60)),
              "A".repeat(6000));
      for (String token : bad) {
        Answer answer = ask(orders, token);
        assertThat(answer.status()).as(token).isEqualTo(401);
        assertThat(answer.first("WWW-Authenticate").orElseThrow()).contains("invalid_token");
      }
      assertThat(ask(orders, good).body()).isEqualTo("ada");
    }
  }

  @Test
  void withoutKeysTokensAreAnsweredLater() throws Exception {
    TestKey key = TestKey.of(TestKey.Kind.EC);
    try (var issuer = RawServer.start(backend, app -> app.get("/", _ -> "no keys here"));
        var orders = orders(issuer)) {
      Answer answer = ask(orders, key.signed(HEADER, claims(60)));
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.first("Retry-After")).contains("2");
      assertThat(orders.lines())
          .anyMatch(line -> line.startsWith("WARNING The keys of tokens can't be had from http"));
    }
  }
}
