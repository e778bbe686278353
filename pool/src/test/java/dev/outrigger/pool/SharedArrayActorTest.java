package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A {@link SharedArray} that is passed to a method of an actor. */
@Timeout(60)
class SharedArrayActorTest {
  interface Adder {
    double sum(SharedArray<double[]> numbers);

    CompletableFuture<Double> sumLater(SharedArray<double[]> numbers);

    @Concurrent
    double sumBeside(SharedArray<double[]> numbers);

    void fill(SharedArray<double[]> numbers, double value);

    double sumOfThoseBefore();
  }

  static final class LastingAdder implements Adder {
    private Optional<SharedArray<double[]>> last = Optional.empty();

    @Override
    public double sum(SharedArray<double[]> numbers) {
      last = Optional.of(numbers);
      return ArrayWork.sum(numbers);
    }

    @Override
    public CompletableFuture<Double> sumLater(SharedArray<double[]> numbers) {
      return CompletableFuture.supplyAsync(() -> ArrayWork.sum(numbers));
    }

    @Override
    public double sumBeside(SharedArray<double[]> numbers) {
      return ArrayWork.sum(numbers);
    }

    @Override
    public void fill(SharedArray<double[]> numbers, double value) {
      double[] same = new double[(int) numbers.length()];
      java.util.Arrays.fill(same, value);
      numbers.put(0, same);
    }

    @Override
    public double sumOfThoseBefore() {
      return ArrayWork.sum(last.orElseThrow());
    }
  }

  private static ProcessPool pool;
  private static Actor<Adder> actor;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("adders").size(1).build();
    actor = pool.actor(Adder.class, LastingAdder::new);
  }

  @AfterAll
  static void stop() {
    pool.abort();
  }

  @Test
  void allKindsOfCallsSeeTheOwnersMemory() {
    try (var shared = SharedArray.of(new double[] {1, 2, 4})) {
      assertThat(actor.proxy().sum(shared)).isEqualTo(7);
      assertThat(actor.proxy().sumLater(shared).join()).isEqualTo(7);
      assertThat(actor.proxy().sumBeside(shared)).isEqualTo(7);
      actor.proxy().fill(shared.writable(), 2);
      assertThat(shared.toArray()).containsExactly(2, 2, 2);
    }
  }

  @Test
  void aLeaseEndsWithItsCall() {
    try (var shared = SharedArray.of(new double[] {1, 2, 4})) {
      assertThat(actor.proxy().sum(shared)).isEqualTo(7);
      assertThatThrownBy(() -> actor.proxy().sumOfThoseBefore())
          .isInstanceOf(TaskFailedException.class)
          .hasMessageContaining("the lease of this shared array has ended");
    }
  }

  @Test
  void theMemoryIsGivenBackWhenTheCallIsOver() throws Exception {
    try (var shared = SharedArray.of(new double[100_000])) {
      assertThat(SharedFilesHere.named("m")).isNotEmpty();
      assertThat(actor.proxy().sum(shared)).isZero();
    }
    assertThat(SharedFilesHere.named("m")).isEmpty();
  }
}
