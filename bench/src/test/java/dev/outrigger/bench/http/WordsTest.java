package dev.outrigger.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static Words parse(String words) {
    return Words.parse(List.of((words + " -- netty a b -- node c").split(" ")));
  }

  @Test
  void nothingNamedIsEverything() {
    Words words = parse("7 0.5");
    assertThat(words.works()).isEqualTo(Work.all());
    assertThat(words.commands()).containsExactly(List.of("a", "b"), List.of("c"));
  }

  @Test
  void workAndServersAreChosenByName() {
    Words words = parse("7 0.5 tls node plaintext");
    assertThat(words.works()).containsExactly(Work.PLAINTEXT, Work.TLS);
    assertThat(words.commands()).containsExactly(List.of("c"));
  }

  @Test
  void anUnknownWordIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("7 0.5 nodejs"))
        .withMessageContaining("'nodejs'")
        .withMessageContaining("plaintext")
        .withMessageContaining("[netty, node]");
  }
}
