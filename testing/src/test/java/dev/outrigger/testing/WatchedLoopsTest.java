package dev.outrigger.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.Outrigger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@Timeout(60)
class WatchedLoopsTest {

  /** What the only test of that class fails with. */
  private static Optional<Throwable> failureOf(Class<?> tests) {
    Events events =
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute().testEvents();
    return events.finished().stream()
        .findFirst()
        .flatMap(event -> event.getPayload(TestExecutionResult.class))
        .orElseThrow()
        .getThrowable();
  }

  @WatchedLoops(seconds = 3)
  static class Hangs {
    @Test
    void waitsForWhatNeverComes() throws Exception {
      Outrigger.run(group -> {
        var _ = group.spawn("forgotten", Hangs::forever);
        return true;
      });
    }

    static boolean forever() throws InterruptedException {
      new CountDownLatch(1).await();
      return true;
    }
  }

  @Test
  void aTestThatHangsFailsWithTheTreeOfTasks() {
    assertThat(failureOf(Hangs.class).orElseThrow())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("the test took longer than 3 s\nloop (")
        .hasMessageContaining("└─ main: waiting")
        .hasMessageContaining("└─ forgotten: waiting")
        .hasMessageContaining("in CountDownLatch.await at WatchedLoopsTest$Hangs.forever(")
        .hasMessageContaining(", which runs the test\n\tat ");
  }

  @WatchedLoops
  static class Blocks {
    @Test
    void computesOnTheLoop() throws Exception {
      Outrigger.run(
          EventLoops.builder().blockedAfter(Duration.ofMillis(20)),
          _ -> {
            Loop loop = Loop.current().orElseThrow();
            CountDownLatch found = new CountDownLatch(1);
            loop.execute(() -> {
              while (loop.blockages() == 0) {
                Thread.onSpinWait();
              }
              found.countDown();
            });
            found.await();
            return true;
          });
    }
  }

  @Test
  void aTestThatBlocksALoopFailsWithTheStackOfWhatBlocks() {
    assertThat(failureOf(Blocks.class).orElseThrow())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("has been blocked for ")
        .hasMessageContaining("WatchedLoopsTest$Blocks");
  }

  @WatchedLoops(strict = false)
  static class BlocksAndMay extends Blocks {}

  @Test
  void aTestThatIsNotStrictMayBlockALoop() {
    assertThat(failureOf(BlocksAndMay.class)).isEmpty();
  }

  // The first to log on a loop may hold it up, and would be complained of before.
  @WatchedLoops(strict = false)
  static class LosesAFailure {
    @Test
    void startsATaskForNobody() throws Exception {
      Outrigger.run(_ -> {
        Loop loop = Loop.current().orElseThrow();
        loop.start(
            "lost",
            () -> {
              throw new IllegalStateException("no luck");
            });
        while (loop.unobservedFailures() == 0) {
          Thread.sleep(1);
        }
        return true;
      });
    }
  }

  @Test
  void aTestThatLosesAFailureFailsWithIt() {
    assertThat(failureOf(LosesAFailure.class).orElseThrow())
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "task lost failed, and nobody waits for it: java.lang.IllegalStateException: no luck");
  }

  @WatchedLoops(seconds = 30)
  static class DoesNothingWrong {
    @Test
    void waitsForATask() throws Exception {
      int answer = Outrigger.run(group -> group.spawn("answer", () -> 42).join());
      assertThat(answer).isEqualTo(42);
    }
  }

  @Test
  void aTestThatDoesNothingWrongPasses() {
    assertThat(failureOf(DoesNothingWrong.class)).isEmpty();
  }

  @WatchedLoops(seconds = 1)
  static class HasInner {
    @Nested
    class Inner {
      @Test
      void waitsForWhatNeverComes() throws InterruptedException {
        new CountDownLatch(1).await();
      }
    }
  }

  @Test
  void anInnerClassIsWatchedAsTheOneAroundIt() {
    assertThat(failureOf(HasInner.class).orElseThrow())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("the test took longer than 1 s\n");
  }

  @Test
  void aTestThatHangsIsInterruptedThoughTheTreeCannotBeShown() {
    Supplier<String> broken =
        () -> {
          throw new StackOverflowError("too deep");
        };
    assertThatThrownBy(
            () -> {
              try (TimeLimit limit = TimeLimit.start(Duration.ofMillis(50), broken)) {
                limit.run(Hangs::forever);
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("could not be shown: java.lang.StackOverflowError: too deep\nthread");
  }
}
