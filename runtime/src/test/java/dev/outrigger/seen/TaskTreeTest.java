package dev.outrigger.seen;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.TaskState;
import dev.outrigger.runtime.TaskTree;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** In a package that is none of the runtime's own: their frames are left out of the tree. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class TaskTreeTest {
  @Parameter TaskBackend backend;

  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  private boolean waitForTheEnd() throws InterruptedException {
    mayEnd.await();
    return true;
  }

  private String whenAllWait() throws Exception {
    while (!one.loop().tasks().stream().allMatch(task -> task.state() == TaskState.WAITING)) {
      Thread.onSpinWait();
    }
    return TaskTree.of(one.loops());
  }

  @Test
  void eachTaskStandsUnderTheOneThatWaitsForIt() throws Exception {
    CountDownLatch started = new CountDownLatch(3);
    CompletableFuture<Boolean> end =
        one.start(() ->
            TaskGroup.run(group -> {
              for (int i = 1; i <= 2; i++) {
                var _ = group.spawn("child-" + i, () -> child(started));
              }
              started.countDown();
              return true;
            }));
    started.await();
    String tree = whenAllWait().replaceAll(" for \\S+ m?s|, started \\S+ m?s ago,", " a while");
    mayEnd.countDown();
    within(end);
    assertThat(tree.lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith(", " + backend + "), 1 loop, 3 tasks"),
            line ->
                assertThat(line)
                    .startsWith("└─ body of a test: waiting a while in TaskGroup.run at"),
            line -> assertThat(line).isEqualTo("   └─ group of 2"),
            line ->
                assertThat(line)
                    .startsWith("      ├─ child-1: waiting a while in CountDownLatch.await at ")
                    .contains("TaskTreeTest"),
            line -> assertThat(line).startsWith("      └─ child-2: waiting a while in"));
  }

  private boolean child(CountDownLatch started) throws InterruptedException {
    started.countDown();
    return waitForTheEnd();
  }

  @Test
  void aGroupOfAThreadOutsideIsNamedAfterIt() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    String[] tree = new String[1];
    TaskGroup.run(group -> {
      var _ = group.spawnOn(one.loop(), "child", () -> child(started));
      started.await();
      tree[0] = whenAllWait();
      mayEnd.countDown();
      return true;
    });
    assertThat(tree[0]).contains("└─ group of 1 of thread " + Thread.currentThread().getName());
  }

  @Test
  void ofMoreThanFiftyInAGroupTheRestIsCounted() throws Exception {
    CountDownLatch started = new CountDownLatch(70);
    CompletableFuture<Boolean> end =
        one.start(() ->
            TaskGroup.run(group -> {
              for (int i = 0; i < 70; i++) {
                var _ = group.spawn("child-" + i, () -> child(started));
              }
              return true;
            }));
    started.await();
    String tree = whenAllWait();
    mayEnd.countDown();
    within(end);
    assertThat(tree).contains("group of 70\n").endsWith("└─ and 20 more\n");
  }

  private boolean nest(int levels, CountDownLatch started) throws Exception {
    if (levels == 0) {
      return child(started);
    }
    return TaskGroup.run(group -> group.spawn("at-" + levels, () -> nest(levels - 1, started)))
        .join();
  }

  @Test
  void ofTasksNestedDeeperThanFiftyTheRestIsCounted() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Boolean> end = one.start(() -> nest(3000, started));
    started.await();
    String tree = whenAllWait();
    mayEnd.countDown();
    within(end);
    assertThat(tree.lines()).hasSize(1 + 50 + 49 + 1);
    assertThat(tree).contains(" at-2952: ").endsWith(" └─ and 2951 deeper\n");
  }

  @Test
  void aNameWithLineBreaksStaysOnItsLine() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Boolean> end =
        one.start(() ->
            TaskGroup.run(group ->
                group.spawn("evil\n└─ fake\u001b[2J: running", () -> child(started)).join()));
    started.await();
    String tree = whenAllWait();
    mayEnd.countDown();
    within(end);
    assertThat(tree).contains("└─ evil\\u000a└─ fake\\u001b[2J: running: waiting");
  }
}
