package dev.outrigger.supervisor.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A slot that is given up is closed when its process has left and nobody waits in its line. */
class RetiredSlotTest {
  private final List<String> answers = new ArrayList<>();
  private final FakeHost host = new FakeHost(Rules.of(3), new Random(1));

  @BeforeEach
  void serveByThreeAndGiveUpTwo() {
    host.arbiter().begin(Answer.NOBODY);
    host.pass(Duration.ofSeconds(1));
    host.leavesIn = Duration.ofSeconds(2);
    host.arbiter().scale(1, (done, line) -> answers.add(done + " " + line));
  }

  @Test
  void theCommandIsAnsweredWhenTheLastProcessHasLeft() {
    host.pass(Duration.ofSeconds(1));
    assertThat(answers).isEmpty();
    host.pass(Duration.ofSeconds(2));
    assertThat(host.done).containsSubsequence("close 2", "close 1");
    assertThat(answers).containsExactly("true 1 server process");
    assertThat(host.log).containsOnlyOnce("INFO scale is done: 1 server process");
  }

  @Test
  void aSecondCommandIsAnsweredByItself() {
    host.pass(Duration.ofSeconds(3));
    host.arbiter().scale(2, (done, line) -> answers.add("second " + done + " " + line));
    host.pass(Duration.ofSeconds(3));
    assertThat(answers).hasSize(2).last().asString().startsWith("second true scale is done");
  }

  @Test
  void ifItsProcessDiesBeforeItsLineIsEmptyAnotherOneServesItAndLeaves() {
    host.waitedAt.add(1);
    host.crash(2);
    host.pass(Duration.ofSeconds(4));
    assertThat(host.done).containsSubsequence("retire 2", "spawn 4", "admit 4", "retire 4");
    assertThat(host.done).noneMatch(line -> line.startsWith("close 1"));
    assertThat(answers).isEmpty();
    host.waitedAt.clear();
    host.pass(Duration.ofSeconds(4));
    assertThat(host.done).last().isEqualTo("close 1");
    assertThat(host.processes).hasSize(1);
    assertThat(answers).containsExactly("true 1 server process");
  }

  @Test
  void noSocketIsClosedBeforeThoseAfterIt() {
    host.waitedAt.add(2);
    host.pass(Duration.ofSeconds(3));
    // FakeHost asserts it at each close.
    assertThat(host.done).noneMatch(line -> line.startsWith("close"));
    host.waitedAt.clear();
    host.pass(Duration.ofSeconds(4));
    assertThat(host.done).endsWith("close 2", "close 1");
  }

  @Test
  void whoeverServesItsLineIsTriedAgainMoreAndMoreSlowly() {
    host.waitedAt.add(1);
    host.nextFate = FakeHost.Fate.DIES_BEFORE_ITS_PROBE;
    host.crash(2);
    host.pass(Duration.ofSeconds(60));
    assertThat(host.done.stream().filter(line -> line.startsWith("spawn"))).hasSizeBetween(6, 13);
    host.nextFate = FakeHost.Fate.SERVES;
    host.pass(Duration.ofSeconds(60));
    assertThat(host.done).last().asString().startsWith("retire");
  }

  @Test
  void theEndOfTheServiceWaitsForNobodyInALine() {
    host.leavesNobody = false;
    host.voluntary = false;
    host.waitedAt.add(1);
    host.arbiter().stop(0, "test", Duration.ZERO);
    host.pass(Duration.ofSeconds(5));
    assertThat(host.ended).contains(0);
    assertThat(answers).hasSize(1);
  }
}
