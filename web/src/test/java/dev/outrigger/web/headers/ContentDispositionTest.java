package dev.outrigger.web.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.HttpResponse;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Names of files for browsers (RFC 6266). */
class ContentDispositionTest {
  @Test
  void aPlainNameStandsInQuotes() {
    assertThat(ContentDisposition.attachment("Report 2026.pdf"))
        .isEqualTo("attachment; filename=\"Report 2026.pdf\"");
    assertThat(ContentDisposition.inline("a;b.txt")).isEqualTo("inline; filename=\"a;b.txt\"");
  }

  @Test
  void anyOtherComesInUtf8Too() {
    assertThat(ContentDisposition.attachment("€ \"100\\%\".pdf"))
        .isEqualTo(
            "attachment; filename=\"_ _100___.pdf\"; filename*=UTF-8''%E2%82%AC%20%22100%5C%25%22.pdf");
    assertThat(ContentDisposition.attachment("😀"))
        .isEqualTo("attachment; filename=\"_\"; filename*=UTF-8''%F0%9F%98%80");
  }

  @Test
  void controlCharactersAreLeftOut() {
    assertThat(ContentDisposition.attachment("a\r\nX-Evil: b\0"))
        .isEqualTo("attachment; filename=\"a__X-Evil: b_\"");
  }

  @Test
  void anyNameCanBeSent() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder name = new StringBuilder("x");
      for (int n = random.nextInt(8); n > 0; n--) {
        name.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
      }
      String value = ContentDisposition.attachment(name.toString());
      assertThat(
              HttpResponse.of(200)
                  .header("Content-Disposition", value)
                  .header("Content-Disposition"))
          .contains(value);
    }
  }

  @Test
  void anEmptyNameIsNone() {
    assertThatThrownBy(() -> ContentDisposition.inline(""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
