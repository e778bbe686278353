package dev.outrigger.web.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords as they are kept. */
class PasswordsTest {
  @Test
  void aPasswordFitsItsHashAndNoOther() throws Exception {
    String hash = Passwords.hash("corrèct horse");
    assertThat(hash).startsWith("$pbkdf2-sha256$i=600000$");
    assertThat(Passwords.verify("corrèct horse", hash)).isTrue();
    assertThat(Passwords.verify("correct horse", hash)).isFalse();
    assertThat(Passwords.isOutdated(hash)).isFalse();
  }

  @Test
  void eachHashHasSaltOfItsOwn() throws Exception {
    String hash = Passwords.hash("x", 1);
    assertThat(Passwords.hash("x", 1)).isNotEqualTo(hash);
    assertThat(Passwords.verify("x", hash)).isTrue();
    assertThat(Passwords.verify("", hash)).isFalse();
    assertThat(Passwords.isOutdated(hash)).isTrue();
  }

  @Test
  void aHashOfTheStandardIsTheSame() throws Exception {
    // PBKDF2-HMAC-SHA256 of RFC 7914, 11: "passwd", "salt" has 64 bytes there; these are its first.
    String hash = "$pbkdf2-sha256$i=1$c2FsdA$VaxGtGkG5s0HSE1+xp+ql1kbtYvwFfM0H5QgwhZbqXY";
    assertThat(PasswordHash.parse(hash)).isEmpty();
    var known =
        new PasswordHash(1, "salt".getBytes(java.nio.charset.StandardCharsets.UTF_8), new byte[32]);
    assertThat(java.util.HexFormat.of().formatHex(known.computed("passwd")))
        .isEqualTo("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
  }

  @Test
  void nobodysHashCanBeReadAndFitsNothing() throws Exception {
    assertThat(Passwords.verify("", Passwords.NOBODYS)).isFalse();
  }

  @Test
  void aPasswordWithoutEndIsRefused() throws Exception {
    assertThatIllegalArgumentException().isThrownBy(() -> Passwords.hash("x".repeat(1025)));
    assertThat(Passwords.verify("x".repeat(1025), Passwords.hash("x", 1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "$pbkdf2-sha256$i=0$AAAAAAAAAAAAAAAAAAAAAA$AAAA",
        "$pbkdf2-sha256$i=999999999$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=1,t=1,p=1$AAAA$AAAA"
      })
  void whatIsNoHashIsRefusedAndNotTold(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Passwords.verify("x", text))
        .withMessageContaining("is no hash of Passwords.hash(..)")
        .withMessageNotContaining("secret");
  }
}
