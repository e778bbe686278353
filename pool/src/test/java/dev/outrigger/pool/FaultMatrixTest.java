package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outrigger.pool.process.ProcessState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way to die at every step of a task's life: what its caller is told, whether the task may
 * have had effects, and that the pool serves the next one.
 *
 * <pre>
 * way                   reading, running, writing   idle       cancelled    start, initializer
 * EXCEPTION, ERROR,
 * STACK_OVERFLOW        TASK_EXCEPTION, STARTED     nothing    cancelled    STARTUP
 *   while writing       TRANSFER, RESULT_LOST
 * EXIT                  EXIT(5), STARTED            replaced   cancelled    STARTUP
 * HALT                  EXIT(6), STARTED            replaced   cancelled    STARTUP
 * SIGKILL               OS_KILL(9), STARTED         replaced   cancelled    STARTUP
 * SIGSEGV               NATIVE_CRASH, STARTED       replaced   cancelled    STARTUP
 * HEAP                  HEAP_OOM, STARTED           replaced   cancelled    STARTUP
 * METASPACE             METASPACE_OOM, STARTED      replaced   cancelled    STARTUP
 * LOOP, DEADLOCK        DEADLINE, STARTED           nothing    killed       STARTUP
 * SIGSTOP               DEADLINE, STARTED           HUNG       killed       STARTUP
 * CLOSED_SOCKET         PROTOCOL, STARTED           replaced   cancelled    STARTUP
 * GARBAGE, OVERSIZED    PROTOCOL, STARTED           replaced   cancelled    STARTUP
 * TRUNCATED             EXIT(6), RESULT_LOST        replaced   cancelled    STARTUP
 * </pre>
 */
@Timeout(60)
class FaultMatrixTest {
  private static final TaskOptions SHORT =
      TaskOptions.defaults().within(Duration.ofSeconds(1)).withGrace(Duration.ofMillis(100));
  private static final TaskOptions UNBOUNDED =
      TaskOptions.defaults().withGrace(Duration.ofMillis(300));

  /** These are no end of a process, so nobody but a deadline notices. */
  private static final Set<Dying> SILENT =
      EnumSet.of(Dying.ENDLESS_LOOP, Dying.SIGSTOP, Dying.DEADLOCK);

  /** A worker that has no socket yet says nothing by these, and waits. */
  private static final Set<Dying> MUTE_WITHOUT_SOCKET =
      EnumSet.of(Dying.CLOSED_SOCKET, Dying.GARBAGE_FRAME, Dying.OVERSIZED_FRAME);

  /** A thread that is left behind harms nobody by these. */
  private static final Set<Dying> HARMLESS_WHEN_IDLE =
      EnumSet.of(
          Dying.EXCEPTION, Dying.ERROR, Dying.STACK_OVERFLOW, Dying.ENDLESS_LOOP, Dying.DEADLOCK);

  private static ProcessPool pool;

  @TempDir private Path folder;

  /** A step in which code of the user runs on the task's own thread, and what comes of it. */
  record Cell(Dying way, Step step, String cause, Delivery delivery) {
    @Override
    public String toString() {
      return "%-20s while %-7s -> %s, %s".formatted(way, step, cause, delivery);
    }
  }

  enum Step {
    READING,
    RUNNING,
    WRITING
  }

  static Stream<Cell> cells() {
    return Stream.of(Dying.values())
        .flatMap(way ->
            Stream.of(Step.values())
                .map(step ->
                    unsent(way, step)
                        ? new Cell(way, step, "TRANSFER", Delivery.RESULT_LOST)
                        : new Cell(way, step, cause(way), delivery(way))));
  }

  /** The task itself had ended well. */
  private static boolean unsent(Dying way, Step step) {
    return step == Step.WRITING && cause(way).equals("TASK_EXCEPTION");
  }

  private static String cause(Dying way) {
    return switch (way) {
      case EXCEPTION, ERROR, STACK_OVERFLOW -> "TASK_EXCEPTION";
      case EXIT -> "EXIT(5)";
      case HALT, TRUNCATED_FRAME -> "EXIT(6)";
      case SIGKILL -> "OS_KILL(9)";
      case SIGSEGV -> "NATIVE_CRASH";
      case HEAP_EXHAUSTION -> "HEAP_OOM";
      case METASPACE_EXHAUSTION -> "METASPACE_OOM";
      case ENDLESS_LOOP, SIGSTOP, DEADLOCK -> "DEADLINE";
      case CLOSED_SOCKET, GARBAGE_FRAME, OVERSIZED_FRAME -> "PROTOCOL";
    };
  }

  private static Delivery delivery(Dying way) {
    return way == Dying.TRUNCATED_FRAME ? Delivery.RESULT_LOST : Delivery.STARTED;
  }

  @BeforeAll
  static void start() throws Exception {
    pool =
        ProcessPool.builder()
            .name("matrix")
            .size(2)
            .heapPerWorker(32 << 20)
            .jvmArguments(List.of("-XX:MaxMetaspaceSize=40m"))
            .hungAfter(Duration.ofSeconds(2))
            .build();
    Await.fullSize(pool);
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  private static void theNextTasksAreServed(ProcessPool by) throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(by.call(Work::twice, i)).isEqualTo(2 * i);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cells")
  void aTaskFailsWithItsCauseAndTheNextIsServed(Cell cell) throws Exception {
    RemoteExecutor caller = SILENT.contains(cell.way) ? pool.with(SHORT) : pool.with(UNBOUNDED);
    Dying way = cell.way;
    PoolTask<?> task =
        switch (cell.step) {
          case READING -> caller.submit(Doomed::reads, new Doomed.Argument(way));
          case RUNNING -> caller.submit(Doomed::runs, way);
          case WRITING -> caller.submit(Doomed::writes, way);
        };
    TaskFailedException failure = catchThrowableOfType(TaskFailedException.class, task::join);
    // The worker may notice its closed socket before its parent has given it up.
    if (way != Dying.CLOSED_SOCKET || !failure.failure().label().equals("OS_KILL(9)")) {
      assertThat(failure.failure().label()).as(failure.toString()).isEqualTo(cell.cause);
    }
    assertThat(failure.delivery()).isEqualTo(cell.delivery);
    theNextTasksAreServed(pool);
  }

  @ParameterizedTest(name = "{0} while idle costs no task")
  @EnumSource
  void aLeftoverThreadCostsAtMostItsWorker(Dying way) throws Exception {
    Path go = folder.resolve("go");
    Path done = folder.resolve("done");
    long pid = pool.call(Doomed::leaves, way, go.toString(), done.toString());
    long lost = pool.statistics().workersLost();
    Files.createFile(go);
    Await.until("the leftover thread", () -> Files.exists(done));
    if (way == Dying.SIGSTOP) {
      meet(pid);
    }
    if (!HARMLESS_WHEN_IDLE.contains(way)) {
      Await.until("the worker's loss", () -> pool.statistics().workersLost() > lost);
    }
    theNextTasksAreServed(pool);
  }

  @ParameterizedTest(name = "{0} when cancelled is a cancellation")
  @EnumSource
  void aTaskThatDiesOfItsCancellationIsCancelled(Dying way) throws Exception {
    Path sign = folder.resolve("sign");
    PoolTask<Integer> task =
        pool.with(UNBOUNDED).submit(Doomed::whenCancelled, way, sign.toString());
    Await.until("its start", () -> Files.exists(sign));
    assertThat(task.cancel("enough")).isTrue();
    assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
    theNextTasksAreServed(pool);
  }

  /** Waits for the stop, and gives both workers a task: one can't take it up. */
  private static void meet(long stopped) throws Exception {
    Await.until("the stop", () -> ProcessState.isStopped(stopped));
    PoolTask<Integer> one = pool.submit(Work::sleep, Duration.ofMillis(500));
    PoolTask<Integer> other = pool.submit(Work::sleep, Duration.ofMillis(500));
    assertThat(one.join() + other.join()).isZero();
  }

  @ParameterizedTest(name = "{0} at the start -> STARTUP, NOT_STARTED")
  @EnumSource
  void aTaskFailsWhenNoWorkerGetsReadyAndTheNextIsServed(Dying way) throws Exception {
    boolean waits = SILENT.contains(way) || MUTE_WITHOUT_SOCKET.contains(way);
    assertThat(startsInVain(way, waits, builder -> builder.codec(Doomed.AtStart.class)))
        .isInstanceOf(FailureCause.StartupFailed.class);
  }

  @ParameterizedTest(name = "{0} in the initializer -> STARTUP, NOT_STARTED")
  @EnumSource
  void aTaskFailsWithTheReasonWhenNoInitializerEndsAndTheNextIsServed(Dying way) throws Exception {
    FailureCause cause =
        startsInVain(
            way, SILENT.contains(way), builder -> builder.initializer(Doomed::initializes));
    assertThat(cause).isInstanceOf(FailureCause.StartupFailed.class);
    assertThat(((FailureCause.StartupFailed) cause).reason()).containsPattern(startupReason(way));
  }

  private static String startupReason(Dying way) {
    return switch (cause(way)) {
      case "TASK_EXCEPTION" -> "its initializer failed: java.lang.\\w+(Exception|Error)";
      case "DEADLINE" -> "(it was not ready|its initializer was not done) within 1.5 s";
      case "PROTOCOL" -> "protocol|connection";
      default -> Pattern.quote(cause(way));
    };
  }

  private FailureCause startsInVain(Dying way, boolean waits, UnaryOperator<PoolBuilder> step)
      throws Exception {
    Path doom = folder.resolve("doom");
    Files.writeString(doom, way.name());
    PoolBuilder builder =
        ProcessPool.builder()
            .name("sick")
            // It takes three starts in vain; who only waits for an end can wait at once.
            .size(waits ? 3 : 1)
            .heapPerWorker(32 << 20)
            .jvmArguments(
                List.of("-XX:MaxMetaspaceSize=40m", "-D" + Doomed.AtStart.FILE + "=" + doom))
            .startupTimeout(waits ? Duration.ofMillis(1500) : Duration.ofSeconds(30));
    try (ProcessPool sick = step.apply(builder).build()) {
      PoolTask<Integer> task = sick.submit(Work::twice, 1);
      TaskFailedException failure = catchThrowableOfType(TaskFailedException.class, task::join);
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      Files.deleteIfExists(doom);
      Await.until("a worker", () -> sick.statistics().idle() > 0);
      theNextTasksAreServed(sick);
      return failure.failure();
    }
  }
}
