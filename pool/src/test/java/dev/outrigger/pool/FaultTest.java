package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way for a task to die; after each the pool serves the next task and is at full size. */
class FaultTest {
  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    pool = ProcessPool.builder().name("fault").size(2).heapPerWorker(64 << 20).build();
    Await.fullSize(pool);
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @AfterEach
  void thePoolServesTheNextTaskAndIsAtFullSize() throws Exception {
    assertThat(pool.call(Work::twice, 21)).isEqualTo(42);
    Await.fullSize(pool);
  }

  @Test
  void anExceptionKeepsItsClassMessageAndRemoteStack() {
    TaskFailedException failure = failureOf(pool.submit(Work::fail, "no luck"));
    assertThat(failure.failure().label()).isEqualTo("TASK_EXCEPTION");
    assertThat(failure.delivery()).isEqualTo(Delivery.STARTED);
    assertThat(failure).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(failure).cause().hasStackTraceContaining("at dev.outrigger.pool.Work.fail(");
    assertThat(failure.getStackTrace())
        .anyMatch(line -> line.getMethodName().startsWith("anExceptionKeeps"));
    assertThat(failure).hasMessageContaining("(Work.fail)").hasMessageContaining("no luck");
  }

  @Test
  void anExceptionThatCannotBeSentKeepsItsNameMessageAndStack() {
    TaskFailedException failure = failureOf(pool.submit(Work::failUnsendably, "no luck"));
    assertThat(failure).hasCauseInstanceOf(RemoteThrowable.class);
    assertThat(failure)
        .cause()
        .hasMessage("dev.outrigger.pool.Work$Unsendable: no luck")
        .hasStackTraceContaining("at dev.outrigger.pool.Work.failUnsendably(");
  }

  @Test
  void aResultThatCannotBeSentIsLostAndTheFailureNamesTheField() {
    TaskFailedException failure = failureOf(pool.submit(Work::unsendableResult));
    assertThat(failure.failure().label()).isEqualTo("TRANSFER");
    assertThat(failure.delivery()).isEqualTo(Delivery.RESULT_LOST);
    assertThat(failure)
        .hasMessageContaining("it ran to its end, but its result can't be sent: ")
        .hasMessageContaining("Holder.content is a java.lang.Object");
  }

  @Test
  void aResultThatCannotBeReadIsLost() {
    TaskFailedException failure = failureOf(pool.submit(Work::oneWay));
    assertThat(failure.failure().label()).isEqualTo("TRANSFER");
    assertThat(failure.delivery()).isEqualTo(Delivery.RESULT_LOST);
    assertThat(failure)
        .hasMessageContaining("not to be read")
        .hasMessageNotContaining("submit it again");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 137})
  void anExitIsNotTakenForAnythingElse(int code) {
    TaskFailedException failure = failureOf(pool.submit(Work::exit, code));
    assertThat(failure.failure()).isEqualTo(new FailureCause.Exit(code));
    assertThat(failure.delivery()).isEqualTo(Delivery.STARTED);
    assertThat(failure.evidence().pid()).isPresent();
  }

  @Test
  void aHaltIsAnExitToo() {
    assertThat(failureOf(pool.submit(Work::halt, 7)).failure()).isEqualTo(new FailureCause.Exit(7));
  }

  @Test
  void aTaskThatPrintsTheWordsOfAnExhaustedHeapAndExitsDeceivesNobody() {
    TaskFailedException failure =
        failureOf(pool.submit(Work::print, "Terminating due to java.lang.OutOfMemoryError"));
    assertThat(failure.failure()).isEqualTo(new FailureCause.Exit(3));
    assertThat(failure.evidence().output())
        .containsExactly("Terminating due to java.lang.OutOfMemoryError");
  }

  @Test
  void aKilledWorkerFailsItsTaskWithTheSignal() throws Exception {
    PoolTask<Long> task = pool.submit(Work::spin, sign());
    ProcessHandle.of(Await.pidIn(Path.of(sign()))).orElseThrow().destroyForcibly();
    TaskFailedException failure = failureOf(task);
    assertThat(failure.failure()).isEqualTo(new FailureCause.OsKill(9));
    assertThat(failure.failure().label()).isEqualTo("OS_KILL(9)");
    assertThat(failure.delivery()).isEqualTo(Delivery.STARTED);
  }

  @Test
  void aTerminatedWorkerLeavesAndItsTaskFailsWithTheSignal() throws Exception {
    PoolTask<Long> task = pool.submit(Work::spin, sign());
    ProcessHandle.of(Await.pidIn(Path.of(sign()))).orElseThrow().destroy();
    assertThat(failureOf(task).failure()).isEqualTo(new FailureCause.OsKill(15));
  }

  @Test
  void aWorkerIgnoresTheInterruptOfTheTerminal() throws Exception {
    PoolTask<Integer> task = pool.submit(Work::waitForEver, sign());
    long pid = Await.pidIn(Path.of(sign()));
    signal("INT", pid);
    signal("HUP", pid);
    assertThat(pool.call(Work::twice, 1)).isEqualTo(2);
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive)).contains(true);
    task.cancel("enough");
    Await.until("its end", task::isDone);
  }

  @Test
  void anIdleWorkerThatIsKilledIsReplaced() throws Exception {
    long pid = pool.call(Work::pid);
    ProcessHandle worker = ProcessHandle.of(pid).orElseThrow();
    long lost = pool.statistics().workersLost();
    worker.destroyForcibly();
    worker.onExit().get();
    Await.until("its replacement", () -> pool.statistics().workersLost() == lost + 1);
  }

  @Test
  void aCrashInNativeCodeCarriesTheHeadOfItsReport() {
    TaskFailedException failure = failureOf(pool.submit(Work::writeToNowhere));
    assertThat(failure.failure()).isInstanceOf(FailureCause.NativeCrash.class);
    assertThat(((FailureCause.NativeCrash) failure.failure()).report()).contains("SIGSEGV");
    assertThat(failure).message().matches(".*native code crashed its worker in [CVJv] +\\[?.*");
  }

  @Test
  void anExhaustedHeapFailsItsOwnTaskOnly() throws Exception {
    PoolTask<Integer> hog = pool.submit(Work::allocate);
    List<PoolTask<Integer>> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      others.add(pool.submit(Work::twice, i));
    }
    assertThat(failureOf(hog).failure()).isEqualTo(new FailureCause.HeapOutOfMemory());
    for (int i = 0; i < 20; i++) {
      assertThat(others.get(i).join()).isEqualTo(2 * i);
    }
  }

  @Test
  void aStackOverflowIsAnExceptionAndTheWorkerLivesOn() {
    long lost = pool.statistics().workersLost();
    assertThat(failureOf(pool.submit(Work::recurse, 0)))
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(pool.statistics().workersLost()).isEqualTo(lost);
  }

  @Test
  void anEndlessLoopMeetsItsDeadlineAndShowsWhereItWas() {
    TaskOptions options =
        TaskOptions.defaults().within(Duration.ofSeconds(1)).withGrace(Duration.ofMillis(100));
    TaskFailedException failure = failureOf(pool.with(options).submit(Work::spin, sign()));
    assertThat(failure.failure())
        .isEqualTo(new FailureCause.DeadlineExceeded(Duration.ofSeconds(1), false));
    assertThat(failure.delivery()).isEqualTo(Delivery.STARTED);
    assertThat(failure.evidence().stack().orElse("")).contains("Work.spinHere");
    assertThat(failure.evidence().heapUsed().orElse(0)).isPositive();
    assertThat(failure.evidence().elapsed()).isBetween(ms(1100), ms(6000));
  }

  @Test
  void aTaskThatObeysItsDeadlineCostsNoWorker() {
    long lost = pool.statistics().workersLost();
    TaskOptions options =
        TaskOptions.defaults().within(Duration.ofSeconds(1)).withGrace(Duration.ofSeconds(20));
    TaskFailedException failure = failureOf(pool.with(options).submit(Work::waitForEver, sign()));
    assertThat(failure.failure().label()).isEqualTo("DEADLINE");
    assertThat(failure.evidence().stack().orElse("")).contains("Work.waitForEver");
    assertThat(pool.statistics().workersLost()).isEqualTo(lost);
  }

  @Test
  void aStoppedProcessMeetsItsDeadlineToo() throws Exception {
    TaskOptions options =
        TaskOptions.defaults().within(Duration.ofMillis(1500)).withGrace(Duration.ofMillis(100));
    PoolTask<Integer> task = pool.with(options).submit(Work::waitForEver, sign());
    signal("STOP", Await.pidIn(Path.of(sign())));
    TaskFailedException failure = failureOf(task);
    assertThat(failure.failure().label()).isEqualTo("DEADLINE");
    assertThat(failure)
        .hasMessageContaining("its process did not answer when it was asked for its stack")
        .hasMessageNotContaining("more time");
    assertThat(failure.evidence().elapsed()).isBetween(ms(1900), ms(6000));
  }

  @Test
  void aTaskGivenToAStoppedProcessDidNotWaitInTheQueue() throws Exception {
    try (ProcessPool one = ProcessPool.builder().name("stopped").size(1).build()) {
      long worker = one.call(Work::pid);
      signal("STOP", worker);
      Await.standstill(worker);
      TaskOptions options =
          TaskOptions.defaults().within(Duration.ofSeconds(1)).withGrace(Duration.ofMillis(100));
      TaskFailedException failure = failureOf(one.with(options).submit(Work::twice, 1));
      assertThat(failure.failure().label()).isEqualTo("DEADLINE");
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(failure)
          .hasMessageContaining("its process did not answer when it was asked for its stack")
          .hasMessageNotContaining("queue");
    }
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private String sign() {
    return folder.resolve("runs").toString();
  }

  private static TaskFailedException failureOf(PoolTask<?> task) {
    return catchThrowableOfType(TaskFailedException.class, task::join);
  }
}
