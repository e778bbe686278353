package dev.outrigger.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import org.junit.jupiter.api.Test;

/** What a user reads when a command fails. */
class FailuresTest {
  private final StringWriter err = new StringWriter();

  private int tell(Exception problem) throws Exception {
    return Failures.tell(problem, new PrintWriter(err));
  }

  @Test
  void whatTheUserCanMendIsOneLineWithItsStatus() throws Exception {
    assertThat(tell(new UserError("no service answers"))).isEqualTo(1);
    assertThat(tell(UserError.misuse("there is no user 'x'"))).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly("outrigger: no service answers", "outrigger: there is no user 'x'");
  }

  @Test
  void aNameInLettersThatTheLocaleLacksIsToldWithTheWayOut() throws Exception {
    assertThat(tell(new InvalidPathException("caf\ufffd.java", "unmappable characters")))
        .isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("'caf\ufffd.java'", "unmappable characters", "LC_ALL=C.UTF-8");
  }

  @Test
  void aBugIsThrownOn() {
    IllegalStateException bug = new IllegalStateException("never");
    assertThatThrownBy(() -> tell(bug)).isSameAs(bug);
    assertThat(err.toString()).isEmpty();
  }
}
