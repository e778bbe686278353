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
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
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
class BroadcastTest {
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

  private final Broadcast<Integer> broadcast = new Broadcast<>();

  private void send(int... items) throws InterruptedException {
    for (int item : items) {
      broadcast.send(item);
    }
  }

  @Test
  void eachSubscriberGetsAllThatIsSentAfterItSubscribed() throws Exception {
    Subscription<Integer> early = broadcast.subscribe(4, WhenSlow.WAIT);
    send(1);
    Subscription<Integer> late = broadcast.subscribe(4, WhenSlow.WAIT);
    send(2);
    broadcast.close();
    assertThat(early.next()).contains(1);
    assertThat(early.next()).contains(2);
    assertThat(early.next()).isEmpty();
    assertThat(late.next()).contains(2);
    assertThat(late.next()).isEmpty();
  }

  @Test
  void aSubscriberWaitsAndItsLoopGoesOn() throws Exception {
    Subscription<Integer> subscriber = broadcast.subscribe(1, WhenSlow.WAIT);
    CompletableFuture<Optional<Integer>> next = one.start(subscriber::next);
    assertThat(one.run(() -> "the loop answers")).isEqualTo("the loop answers");
    assertThat(next).isNotDone();
    one.loop().execute(() -> broadcast.trySend(7));
    assertThat(within(next)).contains(7);
  }

  @Test
  void theSenderWaitsForASlowOne() throws Exception {
    Subscription<Integer> slow = broadcast.subscribe(1, WhenSlow.WAIT);
    send(1);
    assertThat(broadcast.trySend(2)).isFalse();
    CompletableFuture<Boolean> second =
        one.start(() -> {
          send(2);
          return true;
        });
    until("the sender waits", () -> slow.room().statistics().waiting() == 1);
    assertThat(slow.next()).contains(1);
    assertThat(within(second)).isTrue();
    assertThat(slow.next()).contains(2);
  }

  @Test
  void theOldestGoesWhereThatWasAskedFor() throws Exception {
    Subscription<Integer> slow = broadcast.subscribe(2, WhenSlow.DROP_OLDEST);
    send(1, 2, 3, 4);
    assertThat(slow.statistics()).isEqualTo(new Subscription.Statistics(2, 2));
    assertThat(slow.next()).contains(3);
    assertThat(slow.next()).contains(4);
  }

  @Test
  void theSlowOneEndsWhereThatWasAskedForAndNobodyElseNotices() throws Exception {
    Subscription<Integer> slow = broadcast.subscribe(2, WhenSlow.END);
    Subscription<Integer> quick = broadcast.subscribe(3, WhenSlow.END);
    send(1, 2, 3);
    assertThatThrownBy(slow::next)
        .isInstanceOf(BroadcastEndedException.class)
        .hasMessageContaining("too slow: its buffer of 2 was full");
    assertThat(quick.next()).contains(1);
    assertThat(broadcast.subscribers()).isEqualTo(1);
  }

  @Test
  void anErrorReachesSubscribersBehindWhatWasSentBefore() throws Exception {
    Subscription<Integer> subscriber = broadcast.subscribe(2, WhenSlow.WAIT);
    send(1);
    broadcast.closeWith(new IOException("the source is gone"));
    assertThat(subscriber.next()).contains(1);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(subscriber::next)
          .isInstanceOf(BroadcastEndedException.class)
          .hasMessageContaining("the source is gone")
          .hasCauseInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> send(2)).isInstanceOf(BroadcastEndedException.class);
  }

  @Test
  void whoWaitsHearsOfTheEnd() throws Exception {
    Subscription<Integer> subscriber = broadcast.subscribe(2, WhenSlow.WAIT);
    CompletableFuture<Optional<Integer>> first = one.start(subscriber::next);
    CompletableFuture<Optional<Integer>> second = one.start(subscriber::next);
    broadcast.close();
    assertThat(within(first)).isEmpty();
    assertThat(within(second)).isEmpty();
  }

  @Test
  void closingASubscriptionSetsItsSenderFree() throws Exception {
    Subscription<Integer> slow = broadcast.subscribe(1, WhenSlow.WAIT);
    send(1);
    CompletableFuture<Boolean> second =
        one.start(() -> {
          send(2);
          return true;
        });
    until("the sender waits", () -> slow.room().statistics().waiting() == 1);
    slow.close();
    assertThat(within(second)).isTrue();
    assertThat(slow.next()).isEmpty();
    assertThat(broadcast.subscribers()).isZero();
  }

  @Test
  void closingTheBroadcastSetsItsSenderFree() throws Exception {
    Subscription<Integer> slow = broadcast.subscribe(1, WhenSlow.WAIT);
    send(1);
    CompletableFuture<Boolean> second =
        one.start(() -> {
          send(2);
          return true;
        });
    until("the sender waits", () -> slow.room().statistics().waiting() == 1);
    broadcast.close();
    assertThatThrownBy(() -> within(second)).hasCauseInstanceOf(BroadcastEndedException.class);
    assertThat(slow.next()).contains(1);
    assertThat(slow.next()).isEmpty();
  }

  @Test
  void aSendThatIsCancelledReachesNobody() throws Exception {
    Subscription<Integer> quick = broadcast.subscribe(4, WhenSlow.WAIT);
    Subscription<Integer> slow = broadcast.subscribe(1, WhenSlow.WAIT);
    send(1);
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    Duration.ofMillis(20),
                    () -> {
                      send(2);
                      return true;
                    })))
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(quick.room().statistics().borrowed()).isEqualTo(1);
    assertThat(quick.next()).contains(1);
    assertThat(slow.next()).contains(1);
    send(3);
    assertThat(quick.next()).contains(3);
    assertThat(slow.next()).contains(3);
  }

  @Test
  void aCancelledNextTakesNothing() throws Exception {
    Subscription<Integer> subscriber = broadcast.subscribe(4, WhenSlow.WAIT);
    Scope scope = new Scope();
    CompletableFuture<Optional<Integer>> next = one.start(() -> scope.run(subscriber::next));
    scope.cancel(ENOUGH);
    assertThatThrownBy(() -> within(next)).hasCauseInstanceOf(CancelledException.class);
    send(1);
    assertThat(subscriber.next()).contains(1);
  }

  @Test
  void whatIsSentToNobodyIsGone() throws Exception {
    send(1, 2, 3);
    Subscription<Integer> late = broadcast.subscribe(1, WhenSlow.WAIT);
    broadcast.close();
    assertThat(late.next()).isEmpty();
  }
}
