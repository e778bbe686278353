package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void theBodyHasTheStandardMembersFirst() {
    Problem problem =
        Problem.of(409, "Out of stock", "None of \"42\" left")
            .type(URI.create("https://example.org/stock"))
            .with("item", 42);
    assertThat(new String(ProblemBody.of(problem).http().body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"type\":\"https://example.org/stock\",\"title\":\"Out of stock\",\"status\":409,"
                + "\"detail\":\"None of \\\"42\\\" left\",\"item\":42}");
  }

  @Test
  void addingAMemberLeavesTheOriginalAlone() {
    Problem problem = Problem.notFound("gone");
    assertThat(problem.with("a", 1).members()).containsEntry("a", 1);
    assertThat(problem.members()).isEmpty();
  }

  @Test
  void standardMembersCanNotBeReplaced() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Problem.badRequest("x").with("status", 200))
        .withMessageContaining("\"status\" is a standard member");
  }

  @Test
  void aMemberThatCouldNotLeaveItsProcessIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Problem.badRequest("x").with("thread", new Thread()))
        .withMessageContaining("java.lang.Thread is not serializable");
  }

  @Test
  void aProblemIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Problem.of(200, "fine"))
        .withMessageContaining("not 200");
  }
}
