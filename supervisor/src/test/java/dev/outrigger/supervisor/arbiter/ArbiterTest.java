package dev.outrigger.supervisor.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.supervisor.arbiter.FakeHost.FakeServer;
import dev.outrigger.supervisor.arbiter.FakeHost.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the arbiter decides, with processes and a clock that only look like such. */
class ArbiterTest {
  private final List<String> answers = new ArrayList<>();

  private static FakeHost host(Rules rules) {
    FakeHost host = new FakeHost(rules, new Random(1));
    host.arbiter().begin(Answer.NOBODY);
    return host;
  }

  private static FakeHost running(Rules rules) {
    FakeHost host = host(rules);
    host.pass(Duration.ofSeconds(1));
    for (int slot = 0; slot < rules.slots(); slot++) {
      assertThat(host.serving(slot)).hasSize(1);
    }
    return host;
  }

  private void answered(boolean done, String line) {
    answers.add(done + " " + line);
  }

  private static List<Integer> generations(FakeHost host) {
    return host.processes.values().stream().map((FakeServer each) -> each.generation).toList();
  }

  @Test
  void eachSlotGetsAProcessThatIsLetInWhenItHasAnsweredItsProbe() {
    FakeHost host = running(Rules.of(3));
    assertThat(host.done)
        .containsSubsequence("spawn 1", "spawn 2", "spawn 3", "admit 1", "admit 2", "admit 3");
    assertThat(host.spread).isEqualTo(3);
    assertThat(host.log).contains("INFO 3 server processes serve");
  }

  @Test
  void aReloadLetsNobodyInBeforeAllAreProvenAndThenTheOldOnesLeave() {
    FakeHost host = running(Rules.of(2));
    host.done.clear();
    host.arbiter().reload(this::answered);
    host.pass(Duration.ofSeconds(1));
    assertThat(host.done)
        .containsSubsequence("spawn 3", "spawn 4", "admit 3", "admit 4", "drain 1", "drain 2");
    assertThat(generations(host)).containsExactly(2, 2);
    assertThat(answers).containsExactly("true reload is done: generation 2 serves");
  }

  @Test
  void aReloadIsDoneWhenTheOldOnesTakeNoMoreConnections() {
    FakeHost host = running(Rules.of(2));
    host.closesIn = Duration.ofSeconds(3);
    host.leavesIn = Duration.ofSeconds(20);
    host.arbiter().reload(this::answered);
    host.pass(Duration.ofSeconds(3));
    assertThat(host.done).contains("drain 1", "drain 2");
    assertThat(answers).isEmpty();
    host.pass(Duration.ofSeconds(1));
    assertThat(answers).containsExactly("true reload is done: generation 2 serves");
    assertThat(host.processes).as("the old ones end their requests").hasSize(4);
  }

  @Test
  void anOldOneThatHangsHoldsUpAReloadForTenSecondsAtMost() {
    FakeHost host = new FakeHost(Rules.of(1), new Random(1));
    host.nextFate = Fate.NEVER_LEAVES;
    host.arbiter().begin(Answer.NOBODY);
    host.pass(Duration.ofSeconds(1));
    host.nextFate = Fate.SERVES;
    host.arbiter().reload(this::answered);
    host.pass(Duration.ofSeconds(9));
    assertThat(answers).isEmpty();
    host.pass(Duration.ofSeconds(2));
    assertThat(answers).containsExactly("true reload is done: generation 2 serves");
  }

  @Test
  void aReloadInStepsStartsTheNextWhenTheLastServe() {
    FakeHost host = running(Rules.of(3).reloading(1));
    host.done.clear();
    host.arbiter().reload(this::answered);
    host.pass(Duration.ofSeconds(3));
    assertThat(host.done)
        .containsSubsequence("spawn 4", "drain 1", "spawn 5", "drain 2", "spawn 6");
    assertThat(generations(host)).containsExactly(2, 2, 2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"SERVES", "NEVER_LEAVES"},
      mode = EnumSource.Mode.EXCLUDE)
  void aReloadThatFailsLeavesTheOldOnesAsTheyWereAndSaysWhy(Fate fate) {
    FakeHost host = running(Rules.of(2));
    host.nextFate = fate;
    host.arbiter().reload(this::answered);
    host.pass(Duration.ofSeconds(90));
    assertThat(host.processes.keySet()).containsExactly(1, 2);
    assertThat(host.serving(0)).hasSize(1);
    assertThat(host.serving(1)).hasSize(1);
    assertThat(answers)
        .singleElement()
        .asString()
        .startsWith("false reload is given up, what served goes on");
    host.nextFate = Fate.SERVES;
    host.arbiter().reload(this::answered);
    host.pass(Duration.ofSeconds(2));
    assertThat(generations(host)).containsExactly(3, 3);
  }

  @Test
  void aSecondReloadWaitsForTheFirst() {
    FakeHost host = running(Rules.of(1));
    host.arbiter().reload(this::answered);
    host.arbiter().reload(this::answered);
    host.pass(Duration.ofSeconds(3));
    assertThat(generations(host)).containsExactly(3);
    assertThat(answers).hasSize(2).allMatch(answer -> answer.startsWith("true"));
  }

  @Test
  void aLostProcessIsReplacedAtOnceAndThenEverMoreSlowly() {
    FakeHost host = running(Rules.of(1));
    List<Integer> tenths = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      host.crash(host.oneServing(0));
      int waited = 0;
      while (host.serving(0).isEmpty()) {
        host.pass(Duration.ofMillis(100));
        waited++;
      }
      tenths.add(waited);
    }
    assertThat(tenths.getFirst()).isLessThanOrEqualTo(6);
    assertThat(tenths.getLast()).isBetween(16, 40);
    host.pass(Duration.ofMinutes(2));
    host.crash(host.oneServing(0));
    host.pass(Duration.ofMillis(600));
    assertThat(host.serving(0)).as("what was is forgotten").hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"SERVES", "NEVER_LEAVES"},
      mode = EnumSource.Mode.EXCLUDE)
  void whatCannotStartAtTheBeginningEndsTheArbiter(Fate fate) {
    FakeHost host = new FakeHost(Rules.of(2), new Random(1));
    host.voluntary = false;
    host.nextFate = fate;
    host.arbiter().begin(Answer.NOBODY);
    host.pass(Duration.ofSeconds(80));
    assertThat(host.ended).contains(Arbiter.CANNOT_START);
    assertThat(host.done.stream().filter(line -> line.startsWith("spawn"))).hasSize(2);
  }

  @Test
  void whatCannotStartLaterIsTriedAgainAsLongAsOthersServe() {
    FakeHost host = running(Rules.of(2));
    host.nextFate = Fate.SAYS_THAT_IT_CANNOT;
    host.crash(host.oneServing(0));
    host.pass(Duration.ofMinutes(5));
    assertThat(host.ended).isEmpty();
    assertThat(host.serving(1)).hasSize(1);
    host.nextFate = Fate.SERVES;
    host.pass(Duration.ofSeconds(40));
    assertThat(host.serving(0)).hasSize(1);
    host.nextFate = Fate.SAYS_THAT_IT_CANNOT;
    host.voluntary = false;
    host.crash(host.oneServing(0));
    host.crash(host.oneServing(1));
    host.pass(Duration.ofMinutes(5));
    assertThat(host.ended).contains(Arbiter.CANNOT_START);
  }

  @Test
  void aSilentLoopIsAskedForItsStackAndThenItsProcessIsReplaced() {
    FakeHost host = running(Rules.of(2));
    int silent = host.oneServing(1);
    host.process(silent).silent = true;
    host.pass(Duration.ofSeconds(36));
    assertThat(host.done).containsSubsequence("stacks " + silent, "kill " + silent);
    assertThat(host.serving(1)).hasSize(1);
    assertThat(host.log).anyMatch(line -> line.contains("hangs: its loop 0 gave no sign of life"));
  }

  @Test
  void moreSlotsAreUsedOnceTheyServeAndFewerAreEmptiedBeforeTheirSocketCloses() {
    FakeHost host = running(Rules.of(1));
    host.arbiter().scale(3, this::answered);
    assertThat(host.spread).isEqualTo(1);
    host.pass(Duration.ofSeconds(1));
    assertThat(host.spread).isEqualTo(3);
    host.done.clear();
    host.arbiter().scaleBy(-2, this::answered);
    assertThat(host.spread).isEqualTo(1);
    host.pass(Duration.ofSeconds(1));
    assertThat(host.done).containsExactly("retire 2", "retire 3", "close 2", "close 1");
    assertThat(host.processes).hasSize(1);
    host.arbiter().scale(0, this::answered);
    assertThat(answers).last().asString().startsWith("false there can be 1 to 64");
  }

  @Test
  void aSlotThatLostItsProcessKeepsItsShareOfNewConnections() {
    FakeHost host = running(Rules.of(3).recycled(Recycling.never().afterRequests(100)));
    host.process(host.oneServing(2)).requests = 200;
    host.pass(Duration.ofMillis(300));
    host.nextFate = Fate.NEVER_ANSWERS;
    host.crash(host.oneServing(0));
    host.pass(Duration.ofSeconds(5));
    assertThat(host.serving(0)).isEmpty();
    assertThat(host.serving(2)).hasSize(1);
    assertThat(host.spread).isEqualTo(3);
  }

  @Test
  void recyclingTakesOneAtATimeAndLetsTheNextInFirst() {
    FakeHost host = running(Rules.of(3).recycled(Recycling.never().afterRequests(100)));
    host.processes.values().forEach(process -> process.requests = 200);
    host.pass(Duration.ofMillis(200));
    assertThat(host.processes).as("one more than there are slots").hasSize(4);
    for (int i = 0; i < 50; i++) {
      host.pass(Duration.ofMillis(100));
      assertThat(host.processes.size()).isLessThanOrEqualTo(4);
    }
    assertThat(host.processes.keySet()).doesNotContain(1, 2, 3).hasSize(3);
  }

  @Test
  void thePeriodicJobsStayWithOneProcessAcrossReloads() {
    FakeHost host = running(Rules.of(2));
    assertThat(host.leader).isPresent();
    for (int i = 0; i < 5; i++) {
      host.arbiter().reload(this::answered);
      host.pass(Duration.ofSeconds(2));
      assertThat(host.leader).isPresent();
      assertThat(host.processes).containsKey(host.leader.get());
    }
  }

  @Test
  void whoDoesNotLeaveInTimeIsKilled() {
    FakeHost host = host(Rules.of(1));
    host.processes.clear();
    host = new FakeHost(Rules.of(1), new Random(1));
    host.nextFate = Fate.NEVER_LEAVES;
    host.arbiter().begin(Answer.NOBODY);
    host.pass(Duration.ofSeconds(1));
    host.nextFate = Fate.SERVES;
    host.arbiter().reload(this::answered);
    host.pass(Duration.ofSeconds(40));
    assertThat(host.done).contains("drain 1", "kill 1");
    assertThat(host.processes.keySet()).containsExactly(2);
    assertThat(host.log).noneMatch(line -> line.contains("was lost"));
  }

  @Test
  void aStopEndsWhenTheLastProcessHasLeft() {
    FakeHost host = running(Rules.of(2));
    host.voluntary = false;
    host.arbiter().reload(this::answered);
    host.arbiter().stop(0, "TERM", Duration.ofSeconds(30));
    host.arbiter().reload(this::answered);
    assertThat(answers)
        .containsExactly("false reload is given up: the arbiter stops", "false the arbiter stops");
    host.pass(Duration.ofSeconds(2));
    assertThat(host.ended).contains(0);
  }

  @Test
  void aPauseKeepsTheSocketsAndAReloadBringsAllBack() {
    FakeHost host = running(Rules.of(2));
    host.pause();
    host.pass(Duration.ofSeconds(5));
    assertThat(host.processes).isEmpty();
    assertThat(host.done).noneMatch(line -> line.startsWith("close"));
    host.arbiter().reload(this::answered);
    host.pass(Duration.ofSeconds(1));
    assertThat(host.serving(0)).hasSize(1);
    assertThat(host.serving(1)).hasSize(1);
  }

  @Test
  void whatIsDrainedIsNotScaledButSaysWhatToDo() {
    FakeHost host = running(Rules.of(2));
    host.pause();
    host.pass(Duration.ofSeconds(5));
    host.arbiter().scale(1, this::answered);
    host.arbiter().scaleBy(1, this::answered);
    assertThat(answers)
        .hasSize(2)
        .allMatch(line -> line.startsWith("false it is drained, nothing serves: reload first"));
    assertThat(host.processes).isEmpty();
    assertThat(host.arbiter().isPaused()).isTrue();
  }

  @Test
  void aPauseInTheMiddleOfAReloadGivesItUpAndTheNextOneBringsAllBack() {
    FakeHost host = running(Rules.of(2));
    host.arbiter().reload(this::answered);
    host.pass(Duration.ofMillis(200));
    host.pause();
    assertThat(answers).containsExactly("false reload is given up: the service is drained");
    host.pass(Duration.ofSeconds(5));
    assertThat(host.processes).isEmpty();
    host.arbiter().reload(this::answered);
    host.pass(Duration.ofSeconds(2));
    assertThat(answers).last().asString().startsWith("true reload is done");
    assertThat(host.serving(1)).hasSize(1);
  }

  @Test
  void aPauseBeforeAnybodyServesIsNoFailureAndAReloadBegins() {
    FakeHost host = new FakeHost(Rules.of(2), new Random(1));
    host.arbiter().begin(this::answered);
    host.pause();
    host.pass(Duration.ofSeconds(5));
    assertThat(host.processes).isEmpty();
    assertThat(host.ended).isEmpty();
    assertThat(answers).isEmpty();
    host.arbiter().reload(Answer.NOBODY);
    host.pass(Duration.ofSeconds(2));
    assertThat(answers).containsExactly("true 2 server processes serve");
  }

  @Test
  void aReloadIsDoneThoughOneOfItsProcessesIsLostBeforeTheOthersServe() {
    FakeHost host = running(Rules.of(2));
    host.arbiter().reload(this::answered);
    host.pass(Duration.ofMillis(400));
    // The other one has been let in, and has not said yet that it serves.
    host.process(3).serves = true;
    host.arbiter().serving(3);
    host.crash(3);
    host.pass(Duration.ofSeconds(5));
    assertThat(answers).containsExactly("true reload is done: generation 2 serves");
    assertThat(generations(host)).containsExactly(2, 2);
  }

  @Test
  void reloadsThatHaveNotBegunAreOne() {
    FakeHost host = running(Rules.of(1));
    for (int i = 0; i < 5; i++) {
      host.arbiter().reload(this::answered);
    }
    host.pass(Duration.ofSeconds(5));
    assertThat(answers)
        .hasSize(5)
        .startsWith("true reload is done: generation 2 serves")
        .endsWith("true reload is done: generation 3 serves");
  }

  @Test
  void aProcessThatLeavesByItselfHasASuccessorBeforeItIsGone() {
    FakeHost host = running(Rules.of(1));
    host.leavesIn = Duration.ofSeconds(20);
    host.leaveByItself(1);
    host.pass(Duration.ofSeconds(2));
    assertThat(host.processes).hasSize(2);
    assertThat(host.serving(0)).hasSize(1);
    host.pass(Duration.ofSeconds(30));
    assertThat(host.log).noneMatch(line -> line.contains("was lost"));
  }

  @Test
  void recyclingAfterOneRequestWaitsForOne() {
    FakeHost host = running(Rules.of(1).recycled(Recycling.never().afterRequests(1)));
    host.pass(Duration.ofMinutes(1));
    assertThat(host.processes).containsOnlyKeys(1);
  }

  @Test
  void whereAReloadFailedAtALaterSlotEachIsReplacedByWhatItServed() {
    FakeHost host = running(Rules.of(2).reloading(1));
    host.arbiter().reload(this::answered);
    host.pass(Duration.ofMillis(200));
    host.nextFate = Fate.DIES_BEFORE_ITS_PROBE;
    host.pass(Duration.ofSeconds(2));
    assertThat(answers).singleElement().asString().startsWith("false reload is given up");
    assertThat(generations(host)).containsExactlyInAnyOrder(1, 2);
    host.nextFate = Fate.SERVES;
    host.crash(host.oneServing(0));
    host.crash(host.oneServing(1));
    host.pass(Duration.ofSeconds(2));
    assertThat(host.serving(0).getFirst().generation).isEqualTo(2);
    assertThat(host.serving(1).getFirst().generation).isEqualTo(1);
  }
}
