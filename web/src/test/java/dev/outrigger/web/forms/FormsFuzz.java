package dev.outrigger.web.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.outrigger.web.Problem;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Targets for Jazzer, which changes forms along the branches that the parser takes. Not in the
 * ordinary build: {@code ./outrigger fuzz} runs each for a while.
 */
class FormsFuzz {
  static Stream<byte[]> forms() {
    return Stream.of(
            Forms.named("a", "b"),
            Forms.onePart(
                "Content-Disposition: form-data; name=\"f\"; filename=\"C:\\\\x\\\"y.txt\"\r\n"
                    + "Content-Type: text/plain; charset=utf-8",
                "\r\n--AaB03\r\r\n"),
            "preamble\r\n--AaB03x \r\nContent-Disposition: form-data; name=a\r\n\r\n--AaB03x--")
        .map(form -> form.getBytes(StandardCharsets.UTF_8));
  }

  /** A form is read or refused, and the lengths of the reads make no difference. */
  @MethodSource("forms")
  @FuzzTest
  void fuzzForms(byte[] bytes) throws Exception {
    String atOnce = outcome(bytes, Integer.MAX_VALUE);
    assertThat(outcome(bytes, 1)).isEqualTo(atOnce);
    assertThat(outcome(bytes, 7)).isEqualTo(atOnce);
  }

  private static String outcome(byte[] bytes, int length) throws InterruptedException {
    try {
      return Forms.read(ScriptedRequest.multipart(bytes, ScriptedRequest.forEver(length)))
          .toString();
    } catch (Problem refused) {
      assertThat(refused.status()).isBetween(400, 415);
      return refused.status() + " " + refused.detail();
    }
  }

  /** Whatever stands behind a question mark is read or refused. */
  @FuzzTest
  void fuzzQueries(byte[] bytes) {
    String query = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      FormData form = FormData.ofQuery(query);
      assertThat(form.names()).allMatch(name -> !form.all(name).isEmpty());
    } catch (Problem refused) {
      assertThat(refused.status()).isIn(400, 413);
    }
  }
}
