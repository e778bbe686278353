package dev.outrigger.web.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
  @ParameterizedTest
  @ValueSource(strings = {"\"xyzzy\"", "W/\"xyzzy\"", "\"\"", "\"a,b\"", "\"a\\b\"", "\"\u00e9\""})
  void aTagComesBackAsItWasWritten(String written) {
    assertThat(EntityTag.parse(written)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "xyzzy",
        "\"",
        "\"a",
        "w/\"a\"",
        "W\"a\"",
        "W/a",
        "\"a b\"",
        "\"a\"b\"",
        "\"a\" "
      })
  void anythingElseIsABadRequest(String written) {
    assertThatExceptionOfType(MalformedFieldException.class)
        .isThrownBy(() -> EntityTag.parse(written));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "W/\"1\", W/\"1\", false, true",
        "W/\"1\", W/\"2\", false, false",
        "W/\"1\", \"1\", false, true",
        "\"1\", \"1\", true, true"
      })
  void comparisonsAreThoseOfTheRfcsTable(
      String first, String second, boolean strongly, boolean weakly) {
    EntityTag one = EntityTag.parse(first);
    EntityTag other = EntityTag.parse(second);
    assertThat(one.isSameStrongly(other)).isEqualTo(strongly);
    assertThat(other.isSameStrongly(one)).isEqualTo(strongly);
    assertThat(one.isSameWeakly(other)).isEqualTo(weakly);
  }

  @Test
  void theSameBytesHaveTheSameTag() {
    EntityTag tag = EntityTag.of("abc".getBytes(StandardCharsets.UTF_8));
    assertThat(tag).hasToString("\"ungWv48Bz-pBQUDeXa4iIw\"");
    assertThat(EntityTag.of("abd".getBytes(StandardCharsets.UTF_8))).isNotEqualTo(tag);
    assertThat(tag.weakened()).hasToString("W/\"ungWv48Bz-pBQUDeXa4iIw\"");
  }

  @Test
  void aValueThatCantBeWrittenIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EntityTag.strong("v 1"))
        .withMessageContaining("'v 1'")
        .withMessageContaining("index 1");
  }

  @Test
  void listsAreReadOverSeveralFields() {
    EntityTags tags =
        EntityTags.of(Fields.of("If-Match", "\"a\",W/\"b\" ,, ", "if-match", "\"c,d\""), "If-Match")
            .orElseThrow();
    assertThat(tags.tags())
        .containsExactly(EntityTag.strong("a"), EntityTag.weak("b"), EntityTag.strong("c,d"));
    assertThat(tags).hasToString("\"a\", W/\"b\", \"c,d\"");
    assertThat(tags.containsStrongly(EntityTag.strong("a"))).isTrue();
    assertThat(tags.containsStrongly(EntityTag.strong("b"))).isFalse();
    assertThat(tags.containsWeakly(EntityTag.strong("b"))).isTrue();
    assertThat(tags.containsWeakly(EntityTag.strong("x"))).isFalse();
    assertThat(EntityTags.of(Fields.of(), "If-Match")).isEmpty();
  }

  @Test
  void aStarIsAnyVersion() {
    assertThat(EntityTags.parse("*").containsStrongly(EntityTag.strong("x"))).isTrue();
    assertThat(EntityTags.parse("*")).hasToString("*");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EntityTags(true, List.of(EntityTag.strong("a"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",", "*, \"a\"", "\"a\", *", "\"a\" \"b\"", "\"a\"; \"b\"", "a", "\"a\", b"})
  void aListThatIsNoneIsABadRequest(String written) {
    assertThatExceptionOfType(MalformedFieldException.class)
        .isThrownBy(() -> EntityTags.parse(written));
  }

  @Test
  void noiseIsReadOrIsABadRequestAndWhatIsReadIsWrittenAlike() {
    Noise.each(
        6,
        new String[] {"\"abc\"", "W/", "\"", ", ", "*"},
        value -> {
          try {
            EntityTags tags = EntityTags.parse(value);
            assertThat(EntityTags.parse(tags.toString())).isEqualTo(tags);
          } catch (MalformedFieldException e) {
            assertThat(e.status()).isEqualTo(400);
          }
        });
  }

  @Test
  void anyAllowedValueComesBackAsItWas() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      String value = Noise.text(random, 12, c -> c > ' ' && c != '"' && c != 0x7f);
      EntityTag tag = new EntityTag(value, random.nextBoolean());
      assertThat(EntityTag.parse(tag.toString())).isEqualTo(tag);
    }
  }
}
