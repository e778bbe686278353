package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SharedArrayTest {
  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    pool = ProcessPool.builder().name("shared").size(1).heapPerWorker(64 << 20).build();
    Await.fullSize(pool);
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @Test
  void aTaskReadsWhatItsOwnerWrote() throws Exception {
    double[] numbers = new Random(1).doubles(100_000).toArray();
    try (var shared = SharedArray.of(numbers)) {
      assertThat(pool.call(ArrayWork::sum, shared)).isEqualTo(ArrayWork.total(numbers));
    }
  }

  @Test
  void anArrayIsFoundWithinARecordAndInWhatALambdaCaptures() throws Exception {
    try (var shared = SharedArray.of(new double[] {1, 2, 4})) {
      var record = new ArrayWork.Row(shared, 2);
      assertThat(pool.call(ArrayWork::at, record)).isEqualTo(4);
      assertThat(pool.call(() -> shared.doubles().get(1))).isEqualTo(2);
    }
  }

  @Test
  void anArrayGoesWithAMapAsAnItemAndInWhatItsFunctionCaptures() throws Exception {
    try (var shared = SharedArray.of(new double[] {1, 2, 4})) {
      assertThat(pool.map((Integer i) -> shared.doubles().get(i), List.of(0, 2)))
          .containsExactly(1.0, 4.0);
      assertThat(pool.map(ArrayWork::sum, List.of(shared, shared))).containsExactly(7.0, 7.0);
    }
  }

  @Test
  void anArrayGoesWithTheFunctionOfAStream() throws Exception {
    try (var shared = SharedArray.of(new double[] {1, 2, 4});
        PoolStream<Double> parts =
            pool.stream(
                (Emitter<Double> out, Integer from) -> out.emit(shared.doubles().get(from)), 1)) {
      assertThat(parts).containsExactly(2.0);
    }
  }

  @Test
  void aLeaseIsReadOnly() throws Exception {
    try (var shared = SharedArray.ofDoubles(10)) {
      assertThat(pool.<SharedArray<double[]>, Boolean>call(SharedArray::isWritable, shared))
          .isFalse();
      assertThatThrownBy(() -> pool.call(ArrayWork::fill, shared, 1.5))
          .isInstanceOf(TaskFailedException.class);
      assertThat(shared.toArray()).containsOnly(0);
    }
  }

  @Test
  void writingToAReadOnlyLeaseSaysWhatItsOwnerCanDo() {
    try (var shared = SharedArray.ofDoubles(10)) {
      assertThatThrownBy(() -> pool.call(SharedArrayTest::putOne, shared))
          .hasMessageContaining(
              "this lease is read-only: the owner of the array can pass array.writable()");
    }
  }

  static int putOne(SharedArray<double[]> array) {
    array.put(0, new double[] {1});
    return 1;
  }

  @Test
  void whatIsOutOfBoundsIsNamedByElementsAndLength() {
    try (var shared = SharedArray.ofDoubles(10)) {
      assertThatThrownBy(() -> shared.put(9, new double[2]))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("2 elements from index 9 on are not within this array of 10 elements");
      assertThatThrownBy(() -> shared.toArray(-1, 2))
          .hasMessage("2 elements from index -1 on are not within this array of 10 elements");
      assertThatThrownBy(() -> shared.toArray(0, -2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThatThrownBy(() -> SharedArray.ofBytes(-1))
        .hasMessage("length must be 0 to 9223372036854775807, but is -1");
  }

  @Test
  void aReadOnlyLeaseDoesNotBecomeWritable() {
    try (var shared = SharedArray.ofDoubles(10)) {
      assertThatThrownBy(() -> pool.call(ArrayWork::fillAnyway, shared, 1.5))
          .hasMessageContaining("this lease is read-only");
    }
  }

  @Test
  void theOwnerSeesWhatATaskWroteToAWritableLease() throws Exception {
    try (var shared = SharedArray.ofDoubles(1000)) {
      assertThat(pool.call(ArrayWork::fill, shared.writable(), 1.5)).isEqualTo(1000);
      assertThat(shared.toArray()).containsOnly(1.5);
    }
  }

  @Test
  void anArrayThatATaskReturnsIsTheOwnersOwn() throws Exception {
    try (var shared = SharedArray.of(new int[] {1, 2, 3})) {
      assertThat(pool.<Object, Object>call(Work::echo, shared)).isSameAs(shared);
    }
  }

  @Test
  void everyKindOfElementGoesInAndOut() {
    try (var doubles = SharedArray.of(new double[] {1.5});
        var floats = SharedArray.of(new float[] {1.5f, 2});
        var longs = SharedArray.of(new long[] {1L << 40});
        var ints = SharedArray.ofInts(3);
        var bytes = SharedArray.of(new byte[] {1, 2, 3})) {
      ints.put(1, new int[] {7, 8});
      assertThat(doubles.doubles().get(0)).isEqualTo(1.5);
      assertThat(floats.floats().get(1)).isEqualTo(2);
      assertThat(longs.longs().get(0)).isEqualTo(1L << 40);
      assertThat(ints.toArray()).containsExactly(0, 7, 8);
      assertThat(ints.ints().get(2)).isEqualTo(8);
      assertThat(bytes.toArray(1, 2)).containsExactly(2, 3);
      assertThat(bytes.bytes().get(0)).isEqualTo((byte) 1);
      assertThatThrownBy(bytes::doubles).hasMessageContaining("array of BYTES");
    }
  }

  @Test
  void anEmptyArrayIsOneToo() throws Exception {
    try (var shared = SharedArray.of(new double[0])) {
      assertThat(pool.call(ArrayWork::sum, shared)).isZero();
    }
  }

  @Test
  void useAfterTheEndIsAnIllegalState() {
    var shared = SharedArray.of(new double[] {1});
    MemorySegment before = shared.segment();
    shared.close();
    shared.close();
    assertThatThrownBy(shared::toArray)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this shared array is closed");
    assertThatThrownBy(() -> before.get(ValueLayout.JAVA_DOUBLE, 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> pool.submit(ArrayWork::sum, shared))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("this shared array is closed");
  }

  @Test
  void aLeaseEndsWithItsTask() throws Exception {
    try (var shared = SharedArray.of(new double[] {1})) {
      assertThat(pool.call(ArrayWork::keep, shared)).isEqualTo(1);
      assertThatThrownBy(() -> pool.call(ArrayWork::useKept))
          .hasMessageContaining("has ended with its task");
    }
  }

  @Test
  void anArrayClosedByItsOwnerStaysForTheTasksThatHaveIt() throws Exception {
    var shared = SharedArray.of(new double[] {1, 2});
    Path go = folder.resolve("go");
    PoolTask<Double> first = pool.submit(ArrayWork::sumAfter, shared, go.toString());
    PoolTask<Double> queued = pool.submit(ArrayWork::sum, shared);
    shared.close();
    assertThat(SharedFilesHere.named("m")).isNotEmpty();
    Files.createFile(go);
    assertThat(first.join()).isEqualTo(3);
    assertThat(queued.join()).isEqualTo(3);
    assertThat(SharedFilesHere.named("m")).isEmpty();
  }

  @Test
  void theMemoryOfATaskWhoseWorkerIsKilledIsReclaimed() throws Exception {
    var shared = SharedArray.of(new double[] {1, 2});
    Path sign = folder.resolve("sign");
    PoolTask<Double> task =
        pool.submit(ArrayWork::sumAfter, shared.writable(), folder.resolve("never").toString());
    PoolTask<Integer> waits = pool.submit(Work::waitForEver, sign.toString());
    shared.close();
    Await.until("the task runs", () -> task.phase() == TaskPhase.RUNNING);
    assertThat(task.cancel("no longer wanted")).isTrue();
    long pid = Await.pidIn(sign);
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    assertThat(catchThrowableOfType(TaskFailedException.class, waits::join)).isNotNull();
    Await.until("nothing is left", () -> SharedFilesHere.named("m").isEmpty());
  }

  @Test
  void aRefusedTaskHoldsNothing() throws Exception {
    ProcessPool other = ProcessPool.builder().name("gone").size(1).build();
    other.close();
    var shared = SharedArray.of(new double[] {1, 2});
    assertThatThrownBy(() -> other.submit(ArrayWork::sum, shared))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> pool.submit(Work::echo, List.of(shared, new Object())))
        .isInstanceOf(IllegalArgumentException.class);
    shared.close();
    assertThat(SharedFilesHere.named("m")).isEmpty();
  }
}
