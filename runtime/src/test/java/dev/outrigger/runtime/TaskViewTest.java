package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class TaskViewTest {
  @Parameter TaskBackend backend;

  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  @Test
  void aTaskIsListedFromItsStartToItsEnd() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    CompletableFuture<Boolean> end =
        one.start(() -> {
          mayEnd.await();
          return true;
        });
    assertThat(one.loop().tasks()).extracting(TaskView::name).containsExactly("body of a test");
    mayEnd.countDown();
    within(end);
    Await.until(() -> one.loop().tasks().isEmpty());
  }

  @Test
  void aGroupsTasksAreGoneWhenTheGroupIsOver() throws Exception {
    int left =
        one.run(() -> {
          TaskGroup.run(group -> {
            for (int i = 0; i < 100; i++) {
              var _ = group.spawn("child " + i, () -> 1);
            }
            return true;
          });
          return one.loop().tasks().size();
        });
    assertThat(left).isEqualTo(1);
  }

  @Test
  void aTaskThatWaitsSaysSoAndShowsWhere() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CompletableFuture<Boolean> end =
        one.start(() -> {
          never.await();
          return true;
        });
    Await.until(() -> only(one).state() == TaskState.WAITING);
    assertThat(only(one).stack())
        .anyMatch(frame -> frame.getClassName().startsWith(TaskViewTest.class.getName()));
    never.countDown();
    within(end);
  }

  @Test
  void aTaskThatRunsSaysSo() throws Exception {
    TaskState seen = one.run(() -> only(one).state());
    assertThat(seen).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void aChildKnowsItsGroup() throws Exception {
    boolean known =
        one.run(() ->
            TaskGroup.run(group ->
                group
                    .spawn(
                        "child",
                        () ->
                            one.loop().tasks().stream()
                                .anyMatch(task -> task.group().filter(group::equals).isPresent()))
                    .join()));
    assertThat(known).isTrue();
  }

  private static TaskView only(OnOneLoop one) {
    List<TaskView> tasks = one.loop().tasks();
    assertThat(tasks).hasSize(1);
    return tasks.getFirst();
  }
}
