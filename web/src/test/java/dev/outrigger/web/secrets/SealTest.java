package dev.outrigger.web.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that only a server with the right secret can make. */
class SealTest {
  private static final String NEW = "0123456789abcdefghijklmnopqrstuv";
  private static final String OLD = "vutsrqponmlkjihgfedcba9876543210";

  private static List<Seal> seals(String purpose, String newest, String... older) {
    Secrets secrets = Secrets.of(newest, older);
    return List.of(secrets.signing(purpose), secrets.encrypting(purpose));
  }

  @Test
  void whatIsClosedIsOpenedAndHasTheLengthThatWasForetold() {
    for (Seal seal : seals("test", NEW)) {
      for (int length = 0; length < 100; length++) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        String closed = seal.close(content);
        assertThat(closed).hasSize(seal.length(length)).matches("[A-Za-z0-9_-]+");
        assertThat(seal.open(closed)).contains(content);
      }
    }
  }

  @Test
  void noOtherTextIsOpened() {
    for (Seal seal : seals("test", NEW)) {
      String closed = seal.close("content".getBytes(UTF_8));
      for (int i = 0; i < closed.length(); i++) {
        char other = closed.charAt(i) == 'A' ? 'B' : 'A';
        assertThat(seal.open(closed.substring(0, i) + other + closed.substring(i + 1)))
            .as("changed at %s", i)
            .isEmpty();
        assertThat(seal.open(closed.substring(0, i))).isEmpty();
      }
      assertThat(seal.open(closed + "A")).isEmpty();
      assertThat(seal.open(closed + "=")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "====", "\u00e9", "a b", "%00", "AAAAAAAAAAAAAAAAAAAAAAAA"})
  void garbageIsNotOpened(String text) {
    for (Seal seal : seals("test", NEW)) {
      assertThat(seal.open(text)).isEmpty();
      assertThat(seal.open(text.repeat(10_000))).isEmpty();
    }
  }

  @Test
  void olderSecretsOpenAndTheNewestCloses() {
    byte[] content = {1, 2, 3};
    for (int way = 0; way < 2; way++) {
      Seal before = seals("test", OLD).get(way);
      Seal between = seals("test", NEW, OLD).get(way);
      Seal after = seals("test", NEW).get(way);
      assertThat(between.open(before.close(content))).contains(content);
      assertThat(after.open(between.close(content))).contains(content);
      assertThat(after.open(before.close(content))).isEmpty();
    }
  }

  @Test
  void whatIsForOnePurposeIsNothingForAnother() {
    byte[] content = {1, 2, 3};
    for (int way = 0; way < 2; way++) {
      String closed = seals("one", NEW).get(way).close(content);
      assertThat(seals("two", NEW).get(way).open(closed)).isEmpty();
      assertThat(seals("one", NEW).get(1 - way).open(closed)).isEmpty();
    }
  }

  @Test
  void encryptionHidesAndNeverRepeats() {
    Seal seal = Secrets.of(NEW).encrypting("test");
    String once = seal.close("secret".getBytes(UTF_8));
    assertThat(seal.close("secret".getBytes(UTF_8))).isNotEqualTo(once);
    assertThat(new String(Seal.decoded(once).orElseThrow(), UTF_8)).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void aSecretThatCanBeGuessedIsRefusedAndNotTold(String secret) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secrets.of(NEW, secret))
        .withMessageStartingWith("Secret 2 has " + secret.length() + " characters")
        .withMessageContaining("openssl rand -base64 32")
        .withMessageNotContaining("aaaa");
    assertThat(Secrets.of(NEW, OLD)).hasToString("2 secrets");
  }
}
