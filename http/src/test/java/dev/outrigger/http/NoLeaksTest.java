package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class NoLeaksTest {
  @Test
  void aLostBufferIsNoticed() {
    assertThat(NoLeaks.lose()).isEqualTo(1);
    // When the collector has told of it, which is not the moment in which it has run.
    Served.until(() -> !NoLeaks.found().isEmpty());
  }
}
