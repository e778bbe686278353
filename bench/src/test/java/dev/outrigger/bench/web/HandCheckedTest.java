package dev.outrigger.bench.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HandCheckedTest {
  @Test
  void aValidBodyComesBackAsItWas() {
    byte[] body = WebRequests.SIGNUP.getBytes(StandardCharsets.UTF_8);
    assertThat(HandChecked.answer(body)).isEqualTo(body);
  }

  @Test
  void eachWrongFieldIsRefused() {
    WebRequests.REFUSED.forEach((what, body) -> {
      // A text without the value that was to be replaced would be valid.
      assertThat(body).as(what).isNotEqualTo(WebRequests.SIGNUP);
      assertThat(HandChecked.answer(body.getBytes(StandardCharsets.UTF_8))).as(what).isEmpty();
    });
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() {
    assertThat(HandChecked.answer("{".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }
}
