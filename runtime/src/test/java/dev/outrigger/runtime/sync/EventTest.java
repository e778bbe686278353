package dev.outrigger.runtime.sync;

import static dev.outrigger.runtime.OnOneLoop.until;
import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.util.concurrent.CompletableFuture;
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
class EventTest {
  private static final Cancellation ENOUGH = new Cancellation(Cancellation.Source.CALLER, "enough");

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

  private final Event event = new Event();

  private CompletableFuture<String> waits() {
    return one.start(() -> {
      event.await();
      return "went on";
    });
  }

  private void awaitWaiting(int count) throws Exception {
    until(count + " wait", () -> event.waiting() == count);
  }

  @Test
  void allWhoWaitGoOnWhenItIsSet() throws Exception {
    CompletableFuture<String> first = waits();
    CompletableFuture<String> second = waits();
    awaitWaiting(2);
    assertThat(event.isSet()).isFalse();
    event.set();
    assertThat(within(first)).isEqualTo(within(second));
    assertThat(event.isSet()).isTrue();
    assertThat(event.waiting()).isZero();
  }

  @Test
  void whoeverComesLaterDoesNotWait() throws Exception {
    event.set();
    assertThat(within(waits())).isEqualTo("went on");
  }

  @Test
  void whoWaitedGoesOnThoughItIsTakenBackAtOnce() throws Exception {
    CompletableFuture<String> early = waits();
    awaitWaiting(1);
    event.set();
    event.reset();
    CompletableFuture<String> late = waits();
    assertThat(within(early)).isEqualTo("went on");
    awaitWaiting(1);
    assertThat(late).isNotDone();
    event.set();
    assertThat(within(late)).isEqualTo("went on");
  }

  @Test
  void takingBackWhatWasNotSetLosesNobody() throws Exception {
    CompletableFuture<String> waiting = waits();
    awaitWaiting(1);
    event.reset();
    event.set();
    assertThat(within(waiting)).isEqualTo("went on");
  }

  @Test
  void aLoopsOwnThreadMaySetIt() throws Exception {
    CompletableFuture<String> waiting = waits();
    awaitWaiting(1);
    one.loop().execute(event::set);
    assertThat(within(waiting)).isEqualTo("went on");
  }

  @Test
  void aCancelledWaitLeavesNothingBehind() throws Exception {
    Scope scope = new Scope();
    CompletableFuture<Boolean> waiting =
        one.start(() ->
            scope.run(() -> {
              event.await();
              return true;
            }));
    awaitWaiting(1);
    scope.cancel(ENOUGH);
    assertThatThrownBy(() -> within(waiting))
        .cause()
        .isInstanceOfSatisfying(
            CancelledException.class, e -> assertThat(e.cancellation()).isEqualTo(ENOUGH));
    assertThat(event.waiting()).isZero();
  }
}
