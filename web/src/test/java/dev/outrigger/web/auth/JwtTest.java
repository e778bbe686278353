package dev.outrigger.web.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which JSON Web Tokens are good. */
class JwtTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final String GOOD =
      "{\"sub\":\"ada\",\"iss\":\"https://login.example\",\"aud\":[\"orders\",\"x\"],\"exp\":%d}"
          .formatted(NOW.getEpochSecond() + 60);
  private static final byte[] SECRET =
      "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;

  private static Jwt bySecret() {
    return Jwt.secret(SECRET).clock(InstantSource.fixed(NOW));
  }

  private Jwt byKey(TestKey key) throws Exception {
    Path file = Files.writeString(folder.resolve("keys.json"), key.published("k1"));
    return Jwt.keysIn(file, "https://login.example", "orders").clock(InstantSource.fixed(NOW));
  }

  private static String reason(Jwt jwt, String token) {
    try {
      return "taken: " + jwt.user(token).orElseThrow().name();
    } catch (TokenRefusedException e) {
      return e.reason();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TestKey.Kind.class,
      names = {"RSA", "EC", "ED"})
  void keysOfAllKindsSign(TestKey.Kind kind) throws Exception {
    TestKey key = TestKey.of(kind);
    Jwt jwt = byKey(key);
    String token = key.signed("{\"alg\":\"" + kind.algorithm() + "\",\"kid\":\"k1\"}", GOOD);
    assertThat(jwt.user(token)).map(User::name).contains("ada");
    assertThat(reason(jwt, TestKey.of(kind).signed(header(kind), GOOD)))
        .isEqualTo("The signature of the token is wrong");
    String[] parts = token.split("\\.", -1);
    String other = TestKey.base64(GOOD.replace("ada", "eve"));
    assertThat(reason(jwt, parts[0] + "." + other + "." + parts[2]))
        .isEqualTo("The signature of the token is wrong");
  }

  private static String header(TestKey.Kind kind) {
    return "{\"alg\":\"" + kind.algorithm() + "\"}";
  }

  @Test
  void aTokenWithoutASignatureIsNotTaken() throws Exception {
    for (String none : new String[] {"none", "None", "NONE", ""}) {
      String header = TestKey.base64("{\"alg\":\"" + none + "\"}");
      for (String signature : new String[] {"", "AAAA"}) {
        String token = header + "." + TestKey.base64(GOOD) + "." + signature;
        assertThat(reason(bySecret(), token)).startsWith("The ").doesNotContain("taken");
        assertThat(reason(byKey(TestKey.of(TestKey.Kind.RSA)), token)).doesNotContain("taken");
      }
    }
  }

  @Test
  void aPublicKeyIsNoSecret() throws Exception {
    TestKey rsa = TestKey.of(TestKey.Kind.RSA);
    TestKey forged = TestKey.secret(rsa.published("k1").getBytes(StandardCharsets.UTF_8));
    assertThat(reason(byKey(rsa), forged.signed("{\"alg\":\"HS256\"}", GOOD)))
        .isEqualTo("The algorithm of the token is not accepted");
  }

  @Test
  void onlyTheAlgorithmsOfTheListCount() throws Exception {
    TestKey secret = TestKey.secret(SECRET);
    String token = secret.signed("{\"alg\":\"HS256\"}", GOOD);
    assertThat(reason(bySecret(), token)).isEqualTo("taken: ada");
    assertThat(reason(bySecret().algorithms("HS512"), token))
        .isEqualTo("The algorithm of the token is not accepted");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bySecret().algorithms("none"))
        .withMessageContaining("there are [HS256, HS384, HS512]");
    assertThatIllegalArgumentException().isThrownBy(() -> bySecret().algorithms("RS256"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"sub\":\"ada\"}                               | has no end",
        "{\"sub\":\"ada\",\"exp\":-60}                   | has expired",
        "{\"sub\":\"ada\",\"exp\":-31}                   | has expired",
        "{\"sub\":\"ada\",\"exp\":-29}                   | taken",
        "{\"sub\":\"ada\",\"exp\":60,\"nbf\":31}         | is not valid yet",
        "{\"sub\":\"ada\",\"exp\":60,\"nbf\":29}         | taken",
        "{\"exp\":60}                                    | of whom it is",
        "{\"sub\":\"\",\"exp\":60}                       | of whom it is",
        "{\"sub\":7,\"exp\":60}                          | taken",
        "{\"sub\":\"ada\",\"exp\":\"soon\"}              | can't be read",
        "{\"sub\":\"ada\",\"exp\":60,\"aud\":7}          | can't be read",
        "{\"sub\":\"ada\",\"exp\":60,\"x\":null}         | taken",
        "[]                                              | has no end",
        "null                                            | can't be read",
        "not JSON                                        | can't be read"
      })
  void claimsAreChecked(String claims, String reason) throws Exception {
    // Numbers count from now.
    String dated =
        java.util.regex.Pattern.compile("(?<=\"(exp|nbf)\":)-?\\d+")
            .matcher(claims)
            .replaceAll(m -> Long.toString(NOW.getEpochSecond() + Long.parseLong(m.group())));
    String token = TestKey.secret(SECRET).signed("{\"alg\":\"HS256\"}", dated);
    assertThat(reason(bySecret(), token)).contains(reason);
  }

  @Test
  void issuerAndAudienceAreOurs() throws Exception {
    TestKey key = TestKey.of(TestKey.Kind.EC);
    String header = header(TestKey.Kind.EC);
    Jwt jwt = byKey(key);
    assertThat(reason(jwt, key.signed(header, GOOD.replace("login", "evil"))))
        .isEqualTo("The token is of another issuer");
    String elsewhere = key.signed(header, GOOD.replace("orders", "bank"));
    assertThat(reason(jwt, elsewhere)).isEqualTo("The token is for another audience");
    assertThat(reason(jwt.anyAudience(), elsewhere)).isEqualTo("taken: ada");
    assertThat(reason(jwt.leeway(Duration.ZERO), key.signed(header, "{\"exp\":9999999999}")))
        .isEqualTo("The token is of another issuer");
  }

  @Test
  void rolesAndScopesAreFound() throws Exception {
    String claims =
        GOOD.replace("}", ",\"scope\":\"read write\",\"realm\":{\"roles\":[\"admin\",7]}}");
    String token = TestKey.secret(SECRET).signed("{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}", claims);
    User user = bySecret().rolesIn("realm.roles").user(token).orElseThrow();
    assertThat(user.scopes()).containsExactlyInAnyOrder("read", "write");
    assertThat(user.roles()).containsExactly("admin");
    assertThat(bySecret().rolesIn("realm.nothing.more").user(token).orElseThrow().roles())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}  | demands what is not known",
        "{\"alg\":\"HS256\",\"typ\":\"secevent+jwt\"}  | of a kind that is not accepted",
        "{\"alg\":\"HS999\"}                           | is not accepted",
        "{\"alg\":7}                                   | no signed JSON Web Token",
        "{}                                            | no signed JSON Web Token",
        "[]                                            | no signed JSON Web Token"
      })
  void headersAreChecked(String header, String reason) throws Exception {
    assertThat(reason(bySecret(), TestKey.secret(SECRET).signed(header, GOOD))).contains(reason);
  }

  static Stream<String> garbage() {
    return Stream.of(
        "",
        ".",
        "..",
        "...",
        "....",
        "a.b.c",
        "\u00e9.\u00e9.\u00e9",
        "null",
        "e30.e30.e30",
        TestKey.base64("{\"alg\":\"HS256\"}") + ".%%%.AAAA",
        TestKey.base64("{\"alg\":\"HS256\"}") + "..",
        TestKey.base64("[".repeat(3000)) + ".e30.AAAA",
        TestKey.base64("{\"a\":".repeat(2000)) + ".e30.AAAA",
        "A".repeat(100_000));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void garbageIsRefused(String token) {
    assertThat(reason(bySecret(), token)).doesNotContain("taken");
  }

  @Test
  void keysThatAreNotThereAreToldAtOnce() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jwt.keysIn(folder.resolve("nothing"), "i", "a"))
        .withMessageContaining("nothing can't be read");
    Path file = Files.writeString(folder.resolve("f"), "{\"keys\":[]}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jwt.keysIn(file, "i", "a"))
        .withMessageStartingWith("There are no public keys");
    Path _ = Files.writeString(file, "hello");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jwt.keysIn(file, "i", "a"))
        .withMessageContaining("{\"keys\":[..]}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jwt.keysAt(java.net.URI.create("http://login.example/k"), "i", "a"))
        .withMessageContaining("take https");
    assertThatIllegalArgumentException().isThrownBy(() -> Jwt.secret(new byte[31]));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> bySecret().leeway(Duration.ofDays(1)));
  }
}
