package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actors whose process is lost, at every moment of their lives. */
class ActorLossTest {
  private static final ActorOptions PLAIN =
      ActorOptions.defaults().withGrace(Duration.ofMillis(200));
  private static final ActorOptions SUPERVISED = PLAIN.supervised(3, Duration.ofMinutes(1));

  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("losses").size(1).build();
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @Test
  void aKilledProcessFailsTheCallThatRanAndThoseThatWaited() throws Exception {
    try (Actor<Ledger> actor = pool.actor(Ledger.class, Books::make, PLAIN)) {
      CompletableFuture<Long> runs = actor.proxy().waitLater(sign("sign"));
      CompletableFuture<Integer> waits = actor.proxy().addLater(1).toCompletableFuture();
      kill(Await.pidIn(folder.resolve("sign")));
      ActorLostException first = lossOf(runs);
      assertThat(first.delivery()).isEqualTo(Delivery.STARTED);
      assertThat(first)
          .hasMessageContaining("(Ledger.waitLater) was lost (STARTED)")
          .cause()
          .asInstanceOf(
              org.assertj.core.api.InstanceOfAssertFactories.type(TaskFailedException.class))
          .extracting(TaskFailedException::failure)
          .isEqualTo(new FailureCause.OsKill(9));
      assertThat(lossOf(waits).delivery()).isEqualTo(Delivery.NOT_STARTED);
      ActorLostException later =
          catchThrowableOfType(ActorLostException.class, () -> actor.proxy().add(1));
      assertThat(later.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(later)
          .hasMessageContaining("actor Ledger is lost")
          .hasMessageContaining("OS_KILL");
      assertThat(actor.statistics())
          .isEqualTo(new ActorStatistics(false, false, 0, 0, 2, 0, 2, 0, 0, 0));
    }
  }

  @Test
  void aProcessKilledWhileIdleEndsAnUnsupervisedActor() throws Exception {
    try (Actor<Ledger> actor = pool.actor(Ledger.class, Books::make, PLAIN)) {
      kill(actor.proxy().pid());
      Await.until("the loss is seen", () -> !actor.statistics().alive());
      assertThatThrownBy(() -> actor.proxy().add(1)).isInstanceOf(ActorLostException.class);
    }
  }

  @Test
  void aSupervisedActorKilledWhileIdleIsMadeAnew() throws Exception {
    try (Actor<Ledger> actor = pool.actor(Ledger.class, Books::make, SUPERVISED)) {
      Ledger ledger = actor.proxy();
      assertThat(ledger.add(1)).isEqualTo(1);
      long pid = ledger.pid();
      kill(pid);
      Await.until("a restart", () -> actor.statistics().restarts() == 1);
      assertThat(ledger.add(2)).isEqualTo(1);
      assertThat(ledger.pid()).isNotEqualTo(pid);
    }
  }

  @Test
  void callsThatHadNotBegunWaitForTheSuccessor() throws Exception {
    try (Actor<Ledger> actor = pool.actor(Ledger.class, Books::make, SUPERVISED)) {
      CompletableFuture<Long> runs = actor.proxy().waitLater(sign("sign"));
      CompletableFuture<Integer> first = actor.proxy().addLater(1).toCompletableFuture();
      CompletableFuture<Integer> second = actor.proxy().addLater(2).toCompletableFuture();
      kill(Await.pidIn(folder.resolve("sign")));
      assertThat(lossOf(runs).delivery()).isEqualTo(Delivery.STARTED);
      assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(2);
      assertThat(actor.statistics().restarts()).isEqualTo(1);
    }
  }

  @Test
  void aCallThatEndsTheProcessCostsItselfAlone() {
    try (Actor<Ledger> actor = pool.actor(Ledger.class, Books::make, SUPERVISED)) {
      ActorLostException lost =
          catchThrowableOfType(ActorLostException.class, () -> actor.proxy().halt(5));
      assertThat(lost).hasMessageContaining("EXIT(5)");
      assertThat(actor.proxy().add(1)).isEqualTo(1);
    }
  }

  @Test
  void aProcessKilledDuringTheRestartIsReplacedToo() throws Exception {
    String release = sign("release");
    String making = sign("making");
    Files.writeString(Path.of(release), "");
    try (Actor<Ledger> actor =
        pool.actor(Ledger.class, () -> Books.makeWhenReleased(making, release), SUPERVISED)) {
      long first = actor.proxy().pid();
      Files.delete(Path.of(release));
      kill(first);
      long second = Await.pidIn(Path.of(making));
      CompletableFuture<Integer> call = actor.proxy().addLater(1).toCompletableFuture();
      Files.writeString(Path.of(release), "");
      kill(second);
      assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(actor.statistics().restarts()).isEqualTo(2);
    }
  }

  @Test
  void aFactoryThatThrowsFailsTheCallsWithItsReason() {
    try (Actor<Ledger> actor = pool.actor(Ledger.class, Books::refuse, PLAIN)) {
      ActorLostException lost =
          catchThrowableOfType(ActorLostException.class, () -> actor.proxy().add(1));
      assertThat(lost.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(lost)
          .hasMessageContaining("no books today")
          .hasRootCauseInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aFactoryThatAlwaysThrowsEndsASupervisedActorAfterItsRestarts() {
    try (Actor<Ledger> actor = pool.actor(Ledger.class, Books::refuse, SUPERVISED)) {
      assertThatThrownBy(() -> actor.proxy().add(1))
          .isInstanceOf(ActorLostException.class)
          .hasMessageContaining("no books today")
          .hasMessageContaining("(restarted 3 times before)");
      assertThat(actor.statistics().restarts()).isEqualTo(3);
    }
  }

  @Test
  void aFactoryThatKillsItsProcessTwiceIsTriedAThirdTime() throws Exception {
    String tries = sign("tries");
    try (Actor<Ledger> actor = pool.actor(Ledger.class, () -> Books.makeAt(tries, 3), SUPERVISED)) {
      assertThat(actor.proxy().add(1)).isEqualTo(1);
      assertThat(Files.readAllLines(Path.of(tries))).hasSize(3);
    }
  }

  @Test
  void aFactoryOfTheWrongThingIsTold() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Actor<Ledger> actor = pool.actor((Class) Ledger.class, () -> "no ledger", PLAIN);
    try (actor) {
      assertThatThrownBy(() -> actor.proxy().add(1))
          .isInstanceOf(ActorLostException.class)
          .hasMessageContaining("the factory made a java.lang.String, which is no dev.outrigger");
    }
  }

  @Test
  void aCallThatIgnoresItsInterruptCostsTheProcess() throws Exception {
    try (Actor<Ledger> actor = pool.actor(Ledger.class, Books::make, SUPERVISED)) {
      String sign = sign("sign");
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      Thread caller =
          Thread.startVirtualThread(
              () -> thrown.complete(catchThrowable(() -> actor.proxy().spin(sign))));
      long pid = Await.pidIn(Path.of(sign));
      CompletableFuture<Integer> waits = actor.proxy().addLater(1).toCompletableFuture();
      caller.interrupt();
      assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
      assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
      assertThat(waits.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void aCallBesideOneThatWillNotStopIsLostWithTheReason() throws Exception {
    ActorOptions quick = PLAIN.within(Duration.ofSeconds(1));
    try (Actor<Ledger> actor = pool.actor(Ledger.class, Books::make, quick)) {
      Ledger ledger = actor.proxy();
      Await.until("the object is there", () -> actor.statistics().ready());
      String sign = sign("sign");
      CompletableFuture<Throwable> spins = new CompletableFuture<>();
      var _ =
          Thread.startVirtualThread(() -> spins.complete(catchThrowable(() -> ledger.spin(sign))));
      assertThat(Await.pidIn(Path.of(sign))).isPositive();
      Throwable thrown = spins.get(20, TimeUnit.SECONDS);
      assertThat(thrown).isInstanceOf(TaskFailedException.class);
      TaskFailedException failure = (TaskFailedException) thrown;
      assertThat(failure.failure().label()).isEqualTo("DEADLINE");
      assertThat(failure.delivery()).isEqualTo(Delivery.STARTED);
      assertThat(failure.evidence().stack().orElse("")).contains("Work.spin");
      assertThatThrownBy(() -> ledger.add(1))
          .isInstanceOf(ActorLostException.class)
          .hasMessageContaining("(Ledger.spin) was interrupted and did not stop within 200 ms");
    }
  }

  @Test
  void abortLosesTheCallsAndReturnsWhenTheProcessIsGone() throws Exception {
    Actor<Ledger> actor = pool.actor(Ledger.class, Books::make, SUPERVISED);
    CompletableFuture<Long> runs = actor.proxy().waitLater(sign("sign"));
    CompletableFuture<Integer> waits = actor.proxy().addLater(1).toCompletableFuture();
    long pid = Await.pidIn(folder.resolve("sign"));
    actor.abort();
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    assertThat(lossOf(runs)).hasMessageContaining("the actor was aborted");
    assertThat(lossOf(waits).delivery()).isEqualTo(Delivery.NOT_STARTED);
    assertThatThrownBy(() -> actor.proxy().add(1)).isInstanceOf(RejectedExecutionException.class);
    assertThat(actor.statistics().failed()).isEqualTo(2);
    actor.abort();
  }

  @Test
  void anInterruptedCloseAborts() throws Exception {
    Actor<Ledger> actor = pool.actor(Ledger.class, Books::make, SUPERVISED);
    CompletableFuture<Long> runs = actor.proxy().waitLater(sign("sign"));
    assertThat(Await.pidIn(folder.resolve("sign"))).isPositive();
    Thread.currentThread().interrupt();
    actor.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(lossOf(runs).delivery()).isEqualTo(Delivery.STARTED);
  }

  @Test
  void abortingThePoolAbortsItsActors() throws Exception {
    ProcessPool other = ProcessPool.builder().name("short").size(1).build();
    Actor<Ledger> actor = other.actor(Ledger.class, Books::make, SUPERVISED);
    CompletableFuture<Long> runs = actor.proxy().waitLater(sign("sign"));
    long pid = Await.pidIn(folder.resolve("sign"));
    other.abort();
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    assertThat(lossOf(runs)).hasMessageContaining("aborted");
  }

  @Test
  void aSupervisedActorOutlivesManyKillsAndEachCallHasOneEnd() throws Exception {
    ActorOptions often = PLAIN.supervised(20, Duration.ofMinutes(1)).withMailbox(10_000);
    try (Actor<Ledger> actor = pool.actor(Ledger.class, Books::make, often)) {
      Ledger ledger = actor.proxy();
      int lost = 0;
      int done = 0;
      for (int round = 0; round < 4; round++) {
        long pid = ledger.pid();
        java.util.List<CompletableFuture<Integer>> calls = new java.util.ArrayList<>();
        for (int i = 0; i < 200; i++) {
          calls.add(ledger.addLater(i).toCompletableFuture());
          if (i == 100) {
            kill(pid);
          }
        }
        for (CompletableFuture<Integer> call : calls) {
          Throwable thrown = catchThrowable(() -> call.get(30, TimeUnit.SECONDS));
          if (thrown == null) {
            done++;
          } else {
            assertThat(thrown).hasCauseInstanceOf(ActorLostException.class);
            lost++;
          }
        }
      }
      assertThat(done + lost).isEqualTo(800);
      assertThat(lost).isLessThanOrEqualTo(4);
      ActorStatistics end = actor.statistics();
      assertThat(end.accepted()).isEqualTo(804).isEqualTo(end.completed() + end.failed());
      assertThat(end.restarts()).isEqualTo(4);
    }
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private String sign(String name) {
    return folder.resolve(name).toString();
  }

  private static ActorLostException lossOf(CompletableFuture<?> call) {
    Throwable thrown = catchThrowable(() -> call.get(20, TimeUnit.SECONDS));
    assertThat(thrown).hasCauseInstanceOf(ActorLostException.class);
    return (ActorLostException) Objects.requireNonNull(thrown.getCause());
  }
}
