package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An actor that lives; {@link ActorLossTest} has those that die. */
class ActorTest {
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
  void itKeepsItsStateFromCallToCallInAProcessOfItsOwn() throws Exception {
    ledger.clear();
    assertThat(ledger.add(5)).isEqualTo(1);
    assertThat(ledger.add(6)).isEqualTo(2);
    assertThat(ledger.all()).containsExactly(5, 6);
    assertThat(ledger.pid())
        .isNotEqualTo(ProcessHandle.current().pid())
        .isNotEqualTo(pool.call(Work::pid));
  }

  @Test
  void callsRunInTheOrderInWhichTheyWereMade() throws Exception {
    ledger.clear();
    List<CompletableFuture<Integer>> later = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      later.add(ledger.addLater(i).toCompletableFuture());
    }
    assertThat(ledger.all()).hasSize(500).isSorted();
    for (int i = 0; i < 500; i++) {
      assertThat(later.get(i).get()).isEqualTo(i + 1);
    }
  }

  @Test
  void concurrentCallsRunSideBySide() throws Exception {
    List<CompletableFuture<Integer>> met = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      CompletableFuture<Integer> one = new CompletableFuture<>();
      met.add(one);
      var _ =
          Thread.startVirtualThread(() -> {
            try {
              one.complete(ledger.meet(8));
            } catch (Throwable e) {
              one.completeExceptionally(e);
            }
          });
    }
    for (CompletableFuture<Integer> one : met) {
      assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(8);
    }
  }

  @Test
  void aDefaultMethodIsOneCallOfTheObject() {
    ledger.clear();
    long before = actor.statistics().accepted();
    assertThat(ledger.addTwice(7)).isEqualTo(2);
    assertThat(actor.statistics().accepted()).isEqualTo(before + 1);
  }

  @Test
  void theProxyHasEqualsHashCodeAndToStringOfItsOwn() {
    assertThat(ledger).isEqualTo(actor.proxy()).isNotEqualTo("books");
    assertThat(ledger.hashCode()).isEqualTo(actor.proxy().hashCode());
    assertThat(ledger.toString()).isEqualTo("actor Ledger (dev.outrigger.pool.Ledger)");
    assertThat(actor).hasToString("actor Ledger");
  }

  @Test
  void whatTheObjectThrowsReachesTheCallerAndTheActorLivesOn() {
    long pid = ledger.pid();
    TaskFailedException failure =
        catchThrowableOfType(TaskFailedException.class, () -> ledger.fail("no luck"));
    assertThat(failure)
        .hasMessageContaining("(Ledger.fail) failed: it threw")
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(failure).cause().hasStackTraceContaining("at dev.outrigger.pool.Work.fail(");
    assertThat(failure.delivery()).isEqualTo(Delivery.STARTED);
    assertThat(ledger.pid()).isEqualTo(pid);
  }

  @Test
  void aFutureFailsWithWhatTheObjectsFutureFailedWith() {
    assertThatThrownBy(() -> ledger.failLater("no luck").get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining("no luck");
  }

  @Test
  void whatCannotBeSentOrReadFailsItsCallAlone() {
    assertThatThrownBy(() -> ledger.take(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the call of take can't be sent");
    TaskFailedException unsent =
        catchThrowableOfType(TaskFailedException.class, ledger::unsendable);
    assertThat(unsent.delivery()).isEqualTo(Delivery.RESULT_LOST);
    assertThat(unsent).hasMessageContaining("it ran to its end, but its result can't be sent");
    TaskFailedException lost = catchThrowableOfType(TaskFailedException.class, ledger::unreadable);
    assertThat(lost.delivery()).isEqualTo(Delivery.RESULT_LOST);
    assertThat(ledger.interrupted()).isFalse();
  }

  @Test
  void closingFinishesTheCallsThatWereMadeAndClosesTheObject() throws Exception {
    Path closed = folder.resolve("closed");
    String sign = closed.toString();
    Actor<Ledger> other = pool.actor(Ledger.class, () -> new Books(sign));
    List<CompletableFuture<Integer>> calls =
        Stream.of(3, 4, 5).map(i -> other.proxy().addLater(i).toCompletableFuture()).toList();
    other.close();
    for (CompletableFuture<Integer> call : calls) {
      assertThat(call).succeedsWithin(Duration.ofSeconds(20));
    }
    assertThat(calls.getLast().get()).isEqualTo(3);
    assertThat(Files.readString(closed)).isEqualTo("[3, 4, 5]");
    assertThatThrownBy(() -> other.proxy().add(1))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("actor Ledger is closed");
    assertThat(other.statistics().alive()).isFalse();
    other.close();
  }

  @Test
  void closingThePoolClosesItsActors() {
    ProcessPool other = ProcessPool.builder().name("brief").size(1).build();
    Actor<Ledger> one = other.actor(Ledger.class, Books::make);
    CompletableFuture<Integer> call = one.proxy().addLater(1).toCompletableFuture();
    Actor<Ledger> unused = other.actor(Ledger.class, Books::make);
    other.close();
    assertThat(call).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(1);
    assertThat(one.statistics().alive()).isFalse();
    assertThat(unused.statistics().alive()).isFalse();
    assertThatThrownBy(() -> other.actor(Ledger.class, Books::make))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("takes no more actors");
  }

  @Test
  void whatCanBeNoActorsInterfaceIsRefusedAtOnce() {
    assertThatThrownBy(() -> pool.actor(Books.class, Books::make))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it is no interface");
    assertThatThrownBy(() -> pool.actor(Finder.class, () -> key -> Optional.of(key)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the result of find is a java.util.Optional, which can't be sent");
    assertThatThrownBy(() -> pool.actor(Task.class, () -> () -> pool.submit(Work::echo, "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run returns a dev.outrigger.pool.PoolTask; return CompletionStage");
    Object captured = new Object();
    assertThatThrownBy(() -> pool.actor(Ledger.class, () -> new Books(captured.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object");
  }

  interface Finder {
    Optional<String> find(String key);
  }

  interface Task {
    PoolTask<String> run();
  }

  @Test
  void aProxyCannotBeSent() {
    Ledger captured = ledger;
    assertThatThrownBy(() -> pool.call(() -> captured.add(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
