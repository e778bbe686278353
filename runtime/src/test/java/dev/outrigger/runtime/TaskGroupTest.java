package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
class TaskGroupTest {
  @Parameter TaskBackend backend;

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private CountDownLatch begun = new CountDownLatch(1);
  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  private String forever() throws InterruptedException {
    try {
      begun.countDown();
      new CountDownLatch(1).await();
      return "never";
    } finally {
      seen.add("ended");
    }
  }

  @Test
  void aGroupWaitsForAllItsTasks() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<String> outcome =
        one.start(() ->
            TaskGroup.run(group -> {
              var _ =
                  group.spawn(
                      "waits",
                      () -> {
                        go.await();
                        seen.add("done");
                        return 1;
                      });
              return "body";
            }));
    go.countDown();
    assertThat(within(outcome)).isEqualTo("body");
    assertThat(seen).containsExactly("done");
  }

  @Test
  void theBodyMayUseWhatItsTasksReturn() throws Exception {
    int sum =
        one.run(() ->
            TaskGroup.run(group -> {
              Task<Integer> a = group.spawn("a", () -> 40);
              Task<Integer> b = group.spawn("b", () -> 2);
              return a.join() + b.join();
            }));
    assertThat(sum).isEqualTo(42);
  }

  @Test
  void theFirstFailureCancelsTheOthersAndIsThrown() {
    assertThatThrownBy(() ->
            one.run(() ->
                TaskGroup.run(group -> {
                  var _ = group.spawn("waits", this::forever);
                  var _ =
                      group.spawn(
                          "fails",
                          () -> {
                            throw new IOException("no such host");
                          });
                  return forever();
                })))
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage("no such host")
        .hasNoSuppressedExceptions();
    assertThat(seen).isNotEmpty().containsOnly("ended");
  }

  @Test
  void whatOthersThrowBesidesIsSuppressed() {
    assertThatThrownBy(() ->
            one.run(() ->
                TaskGroup.run(group -> {
                  var _ =
                      group.spawn(
                          "untidy",
                          () -> {
                            try {
                              return forever();
                            } catch (InterruptedException e) {
                              throw new IllegalStateException("could not clean up", e);
                            }
                          });
                  begun.await();
                  throw new IOException("enough");
                })))
        .cause()
        .isInstanceOf(IOException.class)
        .satisfies(e ->
            assertThat(e.getSuppressed())
                .singleElement()
                .isInstanceOf(IllegalStateException.class));
  }

  @Test
  void aFailureThatTheBodyMetByJoiningIsThrownOnce() {
    assertThatThrownBy(() ->
            one.run(() ->
                TaskGroup.run(group -> {
                  Task<String> failing =
                      group.spawn(
                          "fails",
                          () -> {
                            throw new IOException("once");
                          });
                  return failing.join();
                })))
        .cause()
        .isInstanceOf(IOException.class)
        .hasNoSuppressedExceptions();
  }

  @Test
  void aGroupMayBeCancelledFromAnyThread() throws Exception {
    AtomicReference<TaskGroup> known = new AtomicReference<>();
    CountDownLatch up = new CountDownLatch(1);
    CompletableFuture<String> outcome =
        one.start(() ->
            TaskGroup.run(group -> {
              var _ = group.spawn("waits", this::forever);
              begun.await();
              known.set(group);
              up.countDown();
              return forever();
            }));
    up.await();
    known.get().cancel("enough");
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(InterruptedException.class);
    assertThat(seen).isNotEmpty().containsOnly("ended");
  }

  @Test
  void aTaskThatIsCancelledByItselfFailsNobody() throws Exception {
    String result =
        one.run(() ->
            TaskGroup.run(group -> {
              CountDownLatch up = new CountDownLatch(1);
              Task<String> victim =
                  group.spawn(
                      "victim",
                      () -> {
                        up.countDown();
                        return forever();
                      });
              up.await();
              victim.cancel(new Cancellation(Cancellation.Source.CALLER, "not needed"));
              return "fine";
            }));
    assertThat(result).isEqualTo("fine");
    assertThat(seen).containsExactly("ended");
  }

  @Test
  void anOuterDeadlineEndsTheWholeGroup() {
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    Duration.ofMillis(50),
                    () ->
                        TaskGroup.run(group -> {
                          var _ = group.spawn("waits", this::forever);
                          return "the body has ended long before";
                        }))))
        .hasCauseInstanceOf(TimeoutException.class);
    // It may have struck before the task began.
    assertThat(seen).hasSize(begun.getCount() == 0 ? 1 : 0);
  }

  @Test
  void aTaskMayStartOthersInItsGroupWhileTheBodyIsOver() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    one.run(() ->
        TaskGroup.run(group -> {
          var _ = group.spawn("parent", () -> group.spawn("child", ran::incrementAndGet).name());
          return true;
        }));
    assertThat(ran).hasValue(1);
  }

  @Test
  void startReturnsOnceTheTaskIsReady() throws Exception {
    String address =
        one.run(() ->
            TaskGroup.run(group -> {
              String ready =
                  group.start(
                      "server",
                      told -> {
                        told.complete("localhost:1");
                        var _ = forever();
                      });
              group.cancel("the test is over");
              return ready;
            }));
    assertThat(address).isEqualTo("localhost:1");
    assertThat(seen).containsExactly("ended");
  }

  @Test
  void aTaskThatFailsBeforeItIsReadyFailsItsStart() {
    assertThatThrownBy(() ->
            one.run(() ->
                TaskGroup.run(group ->
                    group.<String>start(
                        "server",
                        _ -> {
                          throw new IOException("address in use");
                        }))))
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage("address in use");
  }

  @Test
  void aGroupThatIsOverTakesNoTasks() throws Exception {
    AtomicReference<TaskGroup> known = new AtomicReference<>();
    one.run(() -> {
      TaskGroup.run(group -> {
        known.set(group);
        return true;
      });
      assertThatThrownBy(() -> known.get().spawn("late", () -> 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the group of task late is over");
      return true;
    });
  }

  @Test
  void anInterruptFromElsewhereCancelsTheTasksAndIsThrown() throws Exception {
    CompletableFuture<Boolean> outcome =
        one.start(() -> {
          Thread waiting = Thread.currentThread();
          return TaskGroup.run(group -> {
            var _ =
                group.spawn(
                    "waits",
                    () -> {
                      waiting.interrupt();
                      return forever();
                    });
            return true;
          });
        });
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(InterruptedException.class);
    assertThat(seen).containsExactly("ended");
  }

  @Test
  @SuppressWarnings("ThreadPriorityCheck") // giving way is what is tested
  void tenThousandTasksEachGetTheirTurn() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    one.run(() ->
        TaskGroup.run(group -> {
          for (int i = 0; i < 10_000; i++) {
            var _ =
                group.spawn(
                    "task",
                    () -> {
                      Thread.yield();
                      return ran.incrementAndGet();
                    });
          }
          return true;
        }));
    assertThat(ran).hasValue(10_000);
  }

  @Test
  void joiningATaskGivesWhatItReturnedOrThrew() throws Exception {
    one.run(() ->
        assertThatThrownBy(() ->
                TaskGroup.run(group -> {
                  assertThat(group.spawn("answer", () -> 42).join()).isEqualTo(42);
                  return group
                      .spawn(
                          "failing",
                          () -> {
                            throw new IllegalStateException("no luck");
                          })
                      .join();
                }))
            .hasMessage("no luck"));
  }

  @Test
  void cancellingATaskEndsItsWaitAndNoOthers() throws Exception {
    String outcome =
        one.run(() ->
            TaskGroup.run(group -> {
              Task<String> task = group.spawn("waits", this::forever);
              task.cancel(new Cancellation(Cancellation.Source.CALLER, "not wanted any more"));
              try {
                return task.join();
              } catch (ExecutionException e) {
                return "ended: " + e.getMessage();
              }
            }));
    assertThat(outcome).startsWith("ended: ");
  }
}
