package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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
class TasksTest {
  private static final Duration LATE = Duration.ofMinutes(10);
  private static final Duration SOON = Duration.ofMillis(20);

  @Parameter TaskBackend backend;

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch begun = new CountDownLatch(1);
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
    begun.countDown();
    try {
      new CountDownLatch(1).await();
      return "never";
    } finally {
      seen.add("ended");
    }
  }

  private String afterOthersBegan(String result) throws InterruptedException {
    begun.await();
    return result;
  }

  private static <T> Callable<T> failing(String why) {
    return () -> {
      throw new IOException(why);
    };
  }

  private Callable<String> failingOnceOthersBegan() {
    return () -> {
      begun.await();
      throw new IOException("no route");
    };
  }

  @Test
  void allGivesTheResultsInTheOrderOfTheBodies() throws Exception {
    List<String> all =
        one.run(() -> {
          CountDownLatch second = new CountDownLatch(1);
          return Tasks.all(
              List.<Callable<String>>of(
                  () -> {
                    second.await();
                    return "a";
                  },
                  () -> {
                    second.countDown();
                    return "b";
                  }));
        });
    assertThat(all).containsExactly("a", "b");
  }

  @Test
  void theFirstFailureOfAllCancelsTheRestAndIsThrownAsItself() {
    assertThatThrownBy(
            () -> one.run(() -> Tasks.all(List.of(this::forever, failingOnceOthersBegan()))))
        .cause()
        .isInstanceOf(IOException.class)
        .hasNoSuppressedExceptions();
    assertThat(seen).containsExactly("ended");
  }

  @Test
  void nothingToDoIsDoneAtOnce() throws Exception {
    assertThat(one.<List<String>>run(() -> Tasks.all(List.of()))).isEmpty();
    assertThat(one.<List<Outcome<String>>>run(() -> Tasks.allSettled(List.of()))).isEmpty();
    assertThatThrownBy(() -> one.<String>run(() -> Tasks.race(List.of())))
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allSettledTellsHowEachEnded() throws Exception {
    List<String> told = new ArrayList<>();
    List<Outcome<String>> outcomes =
        one.run(() ->
            Tasks.allSettled(
                List.of(
                    () -> "fine",
                    failing("gone"),
                    () -> {
                      throw new StackOverflowError("deep");
                    },
                    () -> {
                      CompletableFuture<String> dropped = new CompletableFuture<>();
                      dropped.cancel(true);
                      return dropped.get();
                    })));
    for (Outcome<String> outcome : outcomes) {
      told.add(
          switch (outcome) {
            case Outcome.Success<String>(String value) -> value;
            case Outcome.Failure<String>(Throwable thrown) -> thrown.getMessage();
            case Outcome.Cancelled<String> _ -> "cancelled";
          });
    }
    assertThat(told).containsExactly("fine", "gone", "deep", "cancelled");
  }

  @Test
  void aCancellationAroundIsNoOutcome() {
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(SOON, () -> Tasks.allSettled(List.of(this::forever, this::forever)))))
        .hasCauseInstanceOf(TimeoutException.class)
        .hasRootCauseInstanceOf(CancelledException.class);
  }

  @Test
  void theFirstToEndWinsTheRaceAndTheOthersHaveEndedByThen() throws Exception {
    String winner =
        one.run(() -> Tasks.race(List.of(this::forever, () -> afterOthersBegan("quick"))));
    assertThat(winner).isEqualTo("quick");
    assertThat(seen).containsExactly("ended");
  }

  @Test
  void whoFailsFirstWinsTheRaceToo() {
    assertThatThrownBy(
            () -> one.run(() -> Tasks.race(List.of(this::forever, failingOnceOthersBegan()))))
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage("no route");
    assertThat(seen).containsExactly("ended");
  }

  @Test
  void whatALoserOpenedAllTheSameIsClosed() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    AutoCloseable winner = () -> {};
    AutoCloseable got =
        one.run(() ->
            Tasks.race(
                List.<Callable<AutoCloseable>>of(
                    () -> {
                      try {
                        forever();
                      } catch (InterruptedException tooLate) {
                        seen.add("connected all the same");
                      }
                      return () -> closed.set(true);
                    },
                    () -> {
                      begun.await();
                      return winner;
                    })));
    assertThat(got).isSameAs(winner);
    assertThat(seen).containsExactly("ended", "connected all the same");
    assertThat(closed).isTrue();
  }

  @Test
  void theNextIsTriedAtOnceWhenOneHasFailed() throws Exception {
    String winner =
        one.run(() -> Tasks.firstSuccess(LATE, List.of(failing("a"), failing("b"), () -> "third")));
    assertThat(winner).isEqualTo("third");
  }

  @Test
  void theNextIsTriedWhenTheStaggerIsOver() throws Exception {
    String winner =
        one.run(() ->
            Tasks.firstSuccess(SOON, List.of(this::forever, () -> afterOthersBegan("second"))));
    assertThat(winner).isEqualTo("second");
    assertThat(seen).containsExactly("ended");
  }

  @Test
  void nobodyElseIsTriedWhileOneHasTheFieldToItself() throws Exception {
    String winner =
        one.run(() ->
            Tasks.firstSuccess(LATE, List.of(() -> "first", () -> "" + seen.add("second ran"))));
    assertThat(winner).isEqualTo("first");
    assertThat(seen).isEmpty();
  }

  @Test
  void anEarlierOneMayStillWinAfterALaterOneFailed() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    String winner =
        one.run(() ->
            Tasks.firstSuccess(
                SOON,
                List.of(
                    () -> {
                      failed.await();
                      return "slow but sure";
                    },
                    () -> {
                      failed.countDown();
                      throw new IOException("quick but wrong");
                    })));
    assertThat(winner).isEqualTo("slow but sure");
  }

  @Test
  void ifAllFailOneIsThrownAndTheOthersAreSuppressed() {
    assertThatThrownBy(() ->
            one.run(
                () -> Tasks.firstSuccess(LATE, List.of(failing("a"), failing("b"), failing("c")))))
        .cause()
        .hasMessage("a")
        .satisfies(e ->
            assertThat(e.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly("b", "c"));
  }

  @Test
  void aDeadlineAroundEndsAllThatWereTried() {
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    SOON,
                    () ->
                        Tasks.firstSuccess(Duration.ZERO, List.of(this::forever, this::forever)))))
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void outcomesComeInTheOrderInWhichTheyEnd() throws Exception {
    List<Integer> order =
        one.run(() -> {
          CountDownLatch third = new CountDownLatch(1);
          List<Integer> indices = new ArrayList<>();
          try (Results<Tasks.Ended<String>> ended =
              Tasks.asCompleted(
                  List.of(
                      this::forever,
                      () -> {
                        third.await();
                        return "slow";
                      },
                      failing("quick")))) {
            indices.add(ended.next().orElseThrow().index());
            third.countDown();
            indices.add(ended.next().orElseThrow().index());
          }
          return indices;
        });
    assertThat(order).containsExactly(2, 1);
    assertThat(seen).hasSize(begun.getCount() == 0 ? 1 : 0);
  }

  @Test
  void aPlainThreadNamesTheLoop() throws Exception {
    Callable<Optional<Loop>> where = Loop::current;
    assertThat(Tasks.all(one.loop(), List.of(where, where)))
        .containsExactly(Optional.of(one.loop()), Optional.of(one.loop()));
    assertThatThrownBy(() -> Tasks.all(List.of(where)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("name a loop");
  }

  @Test
  void theChildrenOfATaskRunOnItsLoop() throws Exception {
    Callable<Optional<Loop>> where = Loop::current;
    CompletableFuture<List<Optional<Loop>>> loops = one.start(() -> Tasks.all(List.of(where)));
    assertThat(within(loops)).containsExactly(Optional.of(one.loop()));
  }
}
