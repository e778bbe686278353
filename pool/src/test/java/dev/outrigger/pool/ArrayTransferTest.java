package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ArrayTransferTest {
  private static final int SMALL = 1_000;
  private static final int LARGE = 2 << 20;

  private static ProcessPool pool;

  @BeforeAll
  static void start() {
    pool =
        ProcessPool.builder()
            .name("arrays")
            .size(1)
            .heapPerWorker(512 << 20)
            .maxFrame(1 << 20)
            .contents(Contents.defaults().withMaxArray(128 << 20))
            .build();
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  static Stream<Object> arrays() {
    return Stream.of(0, 1, SMALL, LARGE)
        .flatMap(size -> {
          byte[] bytes = new byte[size];
          new Random(size).nextBytes(bytes);
          char[] chars = new char[size];
          short[] shorts = new short[size];
          float[] floats = new float[size];
          for (int i = 0; i < size; i++) {
            chars[i] = (char) i;
            shorts[i] = (short) -i;
            floats[i] = i / 3f;
          }
          return Stream.of(
              bytes,
              chars,
              shorts,
              floats,
              new Random(size).ints(size).toArray(),
              new Random(size).longs(size).toArray(),
              new Random(size).doubles(size).toArray());
        });
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void anArrayOfAnyKindAndSizeComesBackAsItWent(Object array) throws Exception {
    assertThat(pool.<Object, Object>call(Work::echo, array)).isEqualTo(array);
  }

  @Test
  void anArrayIsNotLimitedByTheSizeOfAMessage() throws Exception {
    double[] numbers = ArrayWork.numbers(8_000_000);
    assertThat(pool.call(ArrayWork::last, numbers)).isEqualTo(7_999_999);
    assertThat(pool.call(ArrayWork::numbers, 8_000_000)).isEqualTo(numbers);
  }

  @Test
  void anArrayHasALimitOfItsOwn() {
    assertThatThrownBy(() -> pool.submit(ArrayWork::last, new double[17 << 20]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("136.0 MiB")
        .hasMessageContaining("128.0 MiB")
        .hasMessageContaining("maxArray");
    assertThatThrownBy(() -> pool.call(ArrayWork::numbers, 17 << 20))
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining("maxArray");
  }

  @Test
  void largeArraysReuseTheirFilesAndDoNotMixTheirContents() throws Exception {
    for (int size : new int[] {LARGE, LARGE / 2, LARGE - 1, LARGE}) {
      double[] numbers = new Random(size).doubles(size).toArray();
      assertThat(pool.<double[], double[]>call(Work::echo, numbers)).isEqualTo(numbers);
    }
    assertThat(SharedFilesHere.named("m").size()).isLessThanOrEqualTo(2);
    assertThat(SharedFilesHere.named("r")).isEmpty();
  }

  @Test
  void aLargeArgumentIsReadThoughItsOwnerIsInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    PoolTask<Double> task = pool.submit(ArrayWork::last, ArrayWork.numbers(LARGE));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(task.join()).isEqualTo(LARGE - 1);
  }
}
