package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CodecTest {
  private static ProcessPool pool;

  /** Not Serializable: only the codec can send it. */
  static final class Pair {
    final int left;
    final int right;

    Pair(int left, int right) {
      this.left = left;
      this.right = right;
    }

    static Pair swapped(Pair pair) {
      if (pair.left == pair.right) {
        throw new IllegalStateException("nothing to swap");
      }
      return new Pair(pair.right, pair.left);
    }
  }

  /** Two numbers, and no more: a negative one can't be written, a 13 not be read. */
  public static final class PairCodec implements Codec {
    @Override
    public boolean takes(Object value) {
      return value instanceof Pair;
    }

    @Override
    public void write(Object value, OutputStream out) throws IOException {
      Pair pair = (Pair) value;
      if (pair.left < 0) {
        throw new IllegalArgumentException("below zero");
      }
      DataOutputStream data = new DataOutputStream(out);
      data.writeInt(pair.left);
      data.writeInt(pair.right);
    }

    @Override
    public Object read(InputStream in, ClassLoader loader) throws IOException {
      DataInputStream data = new DataInputStream(in);
      Pair pair = new Pair(data.readInt(), data.readInt());
      if (pair.left == 13) {
        throw new IllegalStateException("thirteen");
      }
      return pair;
    }
  }

  /** Can't be made by its name. */
  static final class HiddenCodec implements Codec {
    @Override
    public void write(Object value, OutputStream out) {}

    @Override
    public Object read(InputStream in, ClassLoader loader) {
      return "";
    }
  }

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("codec").size(1).codec(PairCodec.class).build();
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @Test
  void argumentsAndResultsGoByTheCodec() throws Exception {
    Pair swapped = pool.call(Pair::swapped, new Pair(1, 2));
    assertThat(swapped.left).isEqualTo(2);
    assertThat(swapped.right).isEqualTo(1);
  }

  @Test
  void whatTheCodecDoesNotTakeGoesByTheJdk() throws Exception {
    assertThat(pool.<Work.Point, Object>call(Work::echo, new Work.Point(1, 2)))
        .isEqualTo(new Work.Point(1, 2));
  }

  interface Swapper {
    Pair swap(Pair pair);
  }

  static Swapper swapper() {
    return Pair::swapped;
  }

  static void countDown(Emitter<Pair> out, Pair from) throws InterruptedException {
    for (int left = from.left; left > 0; left--) {
      out.emit(new Pair(left, from.right));
    }
  }

  static void swapAll(Source<Pair> in, Emitter<Pair> out) throws InterruptedException {
    for (Pair pair : in) {
      out.emit(Pair.swapped(pair));
    }
  }

  @Test
  void partsOfAStreamGoByTheCodec() {
    try (PoolStream<Pair> parts = pool.stream(CodecTest::countDown, new Pair(3, 7))) {
      List<Integer> left = new ArrayList<>();
      parts.forEach(pair -> left.add(pair.left));
      assertThat(left).containsExactly(3, 2, 1);
    }
  }

  @Test
  void partsOfTheInputGoByTheCodec() {
    Iterator<Pair> input = List.of(new Pair(1, 2), new Pair(3, 4)).iterator();
    try (PoolStream<Pair> parts = pool.pipe(CodecTest::swapAll, input)) {
      List<Integer> left = new ArrayList<>();
      parts.forEach(pair -> left.add(pair.left));
      assertThat(left).containsExactly(2, 4);
    }
  }

  @Test
  void callsOfAnActorGoByTheCodec() {
    try (Actor<Swapper> actor = pool.actor(Swapper.class, CodecTest::swapper)) {
      assertThat(actor.proxy().swap(new Pair(1, 2)).left).isEqualTo(2);
    }
  }

  @Test
  void whatItThrowsAboutAnArgumentRefusesTheTask() {
    assertThatThrownBy(() -> pool.submit(Pair::swapped, new Pair(-1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PairCodec")
        .hasMessageContaining("below zero");
  }

  @Test
  void whatItThrowsInTheWorkerFailsTheTaskOnly() throws Exception {
    assertThat(failureOf(new Pair(13, 2))).hasMessageContaining("thirteen");
    assertThat(failureOf(new Pair(1, -2))).hasMessageContaining("below zero");
    assertThat(pool.call(Pair::swapped, new Pair(1, 2)).left).isEqualTo(2);
  }

  @Test
  void whatItThrowsAboutAResultInTheParentLosesTheResult() {
    TaskFailedException failure = failureOf(new Pair(1, 13));
    assertThat(failure.delivery()).isEqualTo(Delivery.RESULT_LOST);
    assertThat(failure).hasMessageContaining("thirteen");
  }

  @Test
  void exceptionsGoByTheJdk() {
    assertThat(failureOf(new Pair(3, 3))).hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCodecThatWorkersCannotMakeIsRefusedAtOnce() {
    assertThatThrownBy(() -> ProcessPool.builder().codec(HiddenCodec.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("public constructor");
  }

  private static TaskFailedException failureOf(Pair pair) {
    return catchThrowableOfType(TaskFailedException.class, () -> pool.call(Pair::swapped, pair));
  }
}
