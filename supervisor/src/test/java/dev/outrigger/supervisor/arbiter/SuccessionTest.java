package dev.outrigger.supervisor.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Another arbiter takes the place of this one, or can't. */
class SuccessionTest {
  private final FakeHost host = new FakeHost(Rules.of(2), new Random(1));
  private final Arbiter arbiter = host.arbiter();
  private final List<String> answers = new ArrayList<>();

  SuccessionTest() {
    arbiter.begin(Answer.NOBODY);
    host.pass(Duration.ofSeconds(1));
    host.done.clear();
  }

  private void answered(boolean done, String line) {
    answers.add(done + " " + line);
  }

  @Test
  void theOldOneServesUntilTheNewOneDoesAndThenLeaves() {
    arbiter.giveUpTo(this::answered);
    host.pass(Duration.ofMinutes(1));
    assertThat(host.done).containsExactly("start successor");
    assertThat(host.processes).hasSize(2);
    host.voluntary = false;
    arbiter.succeeded();
    assertThat(host.done).containsSubsequence("start successor", "give way", "drain 1", "drain 2");
    assertThat(answers).as("the old ones may accept yet").isEmpty();
    host.pass(Duration.ofMillis(100));
    assertThat(answers).containsExactly("true a new arbiter has taken over");
    host.pass(Duration.ofSeconds(5));
    assertThat(host.ended).contains(0);
  }

  @Test
  void aNewOneThatCannotServeChangesNothing() {
    arbiter.giveUpTo(this::answered);
    arbiter.notSucceeded("it has no heart");
    assertThat(answers)
        .containsExactly("false upgrade is given up, this arbiter goes on: it has no heart");
    assertThat(host.processes).hasSize(2);
    arbiter.reload(this::answered);
    host.pass(Duration.ofSeconds(2));
    assertThat(answers).last().isEqualTo("true reload is done: generation 2 serves");
  }

  @Test
  void whatIsWantedMeanwhileBeginsOnlyIfTheOldOneGoesOn() {
    arbiter.giveUpTo(this::answered);
    arbiter.reload(this::answered);
    arbiter.scale(3, this::answered);
    host.pass(Duration.ofSeconds(5));
    assertThat(host.done).containsExactly("start successor");
    host.voluntary = false;
    arbiter.succeeded();
    assertThat(answers).contains("false the arbiter stops");
    assertThat(host.done).noneMatch(each -> each.startsWith("spawn"));
  }

  @Test
  void aProcessThatIsLostMeanwhileIsReplaced() {
    arbiter.giveUpTo(this::answered);
    host.crash(1);
    host.pass(Duration.ofSeconds(5));
    assertThat(host.serving(0)).hasSize(1);
  }

  @Test
  void aStopEndsTheNewOneToo() {
    arbiter.giveUpTo(this::answered);
    host.voluntary = false;
    arbiter.stop(0, "signal TERM", Duration.ofSeconds(1));
    assertThat(host.done).contains("end successor");
    assertThat(answers).containsExactly("false the arbiter stops");
    arbiter.succeeded();
    assertThat(host.done).doesNotContain("give way");
  }

  @Test
  void noProcessLeadsWhileOneOfAnotherArbiterMay() {
    FakeHost next = new FakeHost(Rules.of(1), new Random(1));
    next.arbiter().isLedElsewhere(true);
    next.arbiter().begin(Answer.NOBODY);
    next.pass(Duration.ofSeconds(5));
    assertThat(next.leader).isEmpty();
    next.arbiter().isLedElsewhere(false);
    assertThat(next.leader).isPresent();
  }

  @Test
  void aNewOneThatDoesNotComeToServeIsEndedInTime() {
    arbiter.giveUpTo(this::answered);
    host.pass(Duration.ofSeconds(119));
    assertThat(answers).isEmpty();
    host.pass(Duration.ofSeconds(2));
    assertThat(host.done).containsExactly("start successor", "end successor");
    assertThat(answers)
        .containsExactly(
            "false upgrade is given up, this arbiter goes on: the new one did not serve within"
                + " 120 s");
    arbiter.succeeded();
    assertThat(host.done).doesNotContain("give way");
  }
}
