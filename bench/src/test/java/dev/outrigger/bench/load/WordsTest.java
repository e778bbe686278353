package dev.outrigger.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  private enum Part implements Exercise {
    PLAINTEXT,
    TLS;

    @Override
    public String title() {
      return name();
    }

    @Override
    public String target() {
      return "none";
    }

    @Override
    public String way() {
      return "http";
    }

    @Override
    public int connections(double scale) {
      return 1;
    }

    @Override
    public int depth() {
      return 1;
    }

    @Override
    public boolean isRolling() {
      return false;
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public Dialogue dialogue() {
      throw new UnsupportedOperationException("nobody connects");
    }
  }

  private static Words<Part> parse(String words) {
    return Words.parse(List.of((words + " -- netty a b -- node c").split(" ")), Part.values());
  }

  @Test
  void nothingNamedIsEverything() {
    Words<Part> words = parse("7 0.5");
    assertThat(words.works()).containsExactly(Part.values());
    assertThat(words.commands()).containsExactly(List.of("a", "b"), List.of("c"));
  }

  @Test
  void workAndServersAreChosenByName() {
    Words<Part> words = parse("7 0.5 tls node plaintext");
    assertThat(words.works()).containsExactly(Part.PLAINTEXT, Part.TLS);
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
