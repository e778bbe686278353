package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of an actor that are not made to their end: cancelled, too late, or one too many. */
class ActorCancelTest {
  private static final ActorOptions PATIENT =
      ActorOptions.defaults().withGrace(Duration.ofSeconds(20));

  private static ProcessPool pool;
  private static Actor<Ledger> actor;
  private static Ledger ledger;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("actors").size(1).build();
    actor = pool.actor(Ledger.class, Books::make, PATIENT);
    ledger = actor.proxy();
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @Test
  void anInterruptOfTheCallerInterruptsTheCallAndCostsNoProcess() throws Exception {
    long pid = ledger.pid();
    Path sign = folder.resolve("sign");
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller =
        Thread.startVirtualThread(
            () -> thrown.complete(catchThrowable(() -> ledger.waitFor(sign.toString()))));
    assertThat(Await.pidIn(sign)).isEqualTo(pid);
    caller.interrupt();
    assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(ledger.interrupted()).isFalse();
    assertThat(ledger.pid()).isEqualTo(pid);
  }

  @Test
  void cancellingTheFutureInterruptsTheCall() throws Exception {
    ledger.clear();
    Path sign = folder.resolve("sign");
    CompletableFuture<Long> waiting = ledger.waitLater(sign.toString());
    assertThat(Await.pidIn(sign)).isPositive();
    assertThat(waiting.cancel(true)).isTrue();
    assertThat(ledger.all()).containsExactly(-1);
  }

  @Test
  void aConcurrentCallIsCancelledAlone() throws Exception {
    Path sign = folder.resolve("sign");
    long cancelled = actor.statistics().cancelled();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller =
        Thread.startVirtualThread(
            () -> thrown.complete(catchThrowable(() -> ledger.concurrentWait(sign.toString()))));
    long pid = Await.pidIn(sign);
    assertThat(ledger.pid()).isEqualTo(pid);
    assertThat(thrown.isDone()).isFalse();
    caller.interrupt();
    assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(ledger.pid()).isEqualTo(pid);
    assertThat(actor.statistics().cancelled()).isEqualTo(cancelled + 1);
  }

  @Test
  void aDeadlineEndsTheCallThatRunsAndTheOneThatWaits() throws Exception {
    ActorOptions quick = PATIENT.named("quick").within(Duration.ofSeconds(2));
    try (Actor<Ledger> other = pool.actor(Ledger.class, Books::make, quick)) {
      Ledger books = other.proxy();
      Await.until("the object is there", () -> other.statistics().ready());
      long pid = books.pid();
      CompletableFuture<Long> runs = books.waitLater(folder.resolve("first").toString());
      CompletableFuture<Long> waits = books.waitLater(folder.resolve("second").toString());
      TaskFailedException first = failureOf(runs);
      assertThat(first.failure())
          .isEqualTo(new FailureCause.DeadlineExceeded(Duration.ofSeconds(2), false));
      assertThat(first.delivery()).isEqualTo(Delivery.STARTED);
      assertThat(first.evidence().stack().orElse("")).contains("Books.waitLater");
      assertThat(failureOf(waits).delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(Files.exists(folder.resolve("second"))).isFalse();
      assertThat(books.pid()).isEqualTo(pid);
    }
  }

  private static TaskFailedException failureOf(CompletableFuture<?> future) {
    Throwable thrown = catchThrowable(() -> future.get(20, TimeUnit.SECONDS)).getCause();
    return (TaskFailedException) Objects.requireNonNull(thrown);
  }

  @Test
  void aFullMailboxRefusesACallAndCountsIt() throws Exception {
    ActorOptions small = PATIENT.named("small").withMailbox(2);
    try (Actor<Ledger> other = pool.actor(Ledger.class, Books::make, small)) {
      Path sign = folder.resolve("sign");
      CompletableFuture<Long> runs = other.proxy().waitLater(sign.toString());
      assertThat(Await.pidIn(sign)).isPositive();
      CompletableFuture<Integer> waits = other.proxy().addLater(1).toCompletableFuture();
      assertThatThrownBy(() -> other.proxy().add(2))
          .isInstanceOf(PoolFullException.class)
          .hasMessageContaining("the mailbox of actor small is full: 2 calls");
      assertThat(other.statistics())
          .isEqualTo(new ActorStatistics(true, true, 1, 1, 2, 0, 0, 0, 1, 0));
      runs.cancel(true);
      // The interrupted call left its mark before.
      assertThat(waits.get(20, TimeUnit.SECONDS)).isEqualTo(2);
    }
  }

  @Test
  void aCancelledCallThrowsCancellation() throws Exception {
    Path sign = folder.resolve("sign");
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    CompletableFuture<Boolean> stays = new CompletableFuture<>();
    CompletableFuture<Long> runs = ledger.waitLater(sign.toString());
    Thread caller =
        Thread.startVirtualThread(() -> {
          thrown.complete(catchThrowable(() -> ledger.add(1)));
          stays.complete(Thread.currentThread().isInterrupted());
        });
    assertThat(Await.pidIn(sign)).isPositive();
    Await.until("a call that waits", () -> actor.statistics().waiting() == 1);
    caller.interrupt();
    assertThat(thrown.get(20, TimeUnit.SECONDS))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("its caller was interrupted");
    assertThat(stays.get()).isTrue();
    runs.cancel(true);
  }
}
