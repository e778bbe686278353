package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArgumentTest {
  private static ProcessPool pool;

  private final Object lock = new Object();

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("argument").size(1).heapPerWorker(256 << 20).build();
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  static List<Object> values() {
    return List.of(
        1,
        -5L,
        2.5,
        true,
        "",
        "größer als 世界",
        "half of a pair \ud800",
        new Work.Point(1, 2),
        List.of(1, "two"),
        Map.of("a", 1),
        Thread.State.NEW);
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueComesBackAsItWent(Object value) throws Exception {
    assertThat(pool.<Object, Object>call(Work::echo, value)).isEqualTo(value);
  }

  @Test
  void anArrayOfThirtyMegabytesTravelsBothWays() throws Exception {
    byte[] bytes = new byte[30_000_000];
    new Random(1).nextBytes(bytes);
    assertThat(pool.call(Work::reversedCopy, bytes)).isEqualTo(Work.reversedCopy(bytes));
  }

  @Test
  void anArrayOfNumbersTravelsBothWays() throws Exception {
    assertThat(pool.call(Work::sorted, new int[] {3, 1, 2})).containsExactly(1, 2, 3);
  }

  @Test
  void aLambdaTakesWhatItCapturesAlong() throws Exception {
    int captured = 40;
    assertThat(pool.call(() -> captured + 2)).isEqualTo(42);
  }

  @Test
  void aTaskIsNamedAfterItsMethodOrAsItsOwnerSays() {
    assertThat(pool.submit(Work::twice, 1).name()).isEqualTo("Work.twice");
    assertThat(pool.submit(() -> 1).name())
        .isEqualTo("ArgumentTest.aTaskIsNamedAfterItsMethodOrAsItsOwnerSays");
    assertThat(pool.with(TaskOptions.defaults().named("mine")).submit(Work::twice, 1).name())
        .isEqualTo("mine");
  }

  @Test
  void anArgumentThatCannotBeSentIsRefusedAndItsFieldIsNamed() {
    long before = pool.statistics().submitted();
    assertThatThrownBy(() -> pool.submit(Work::echo, new Work.Holder(new Object())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Holder.content is a java.lang.Object, which is not Serializable");
    assertThat(pool.statistics().submitted()).isEqualTo(before);
  }

  @Test
  void theWayToWhatCannotBeSentIsToldInStepsThatTheCallerKnows() {
    Object bare = new Object();
    assertThatThrownBy(() -> pool.submit(Work::echo, List.of("a", List.of(bare))))
        .hasMessageContaining(
            "element 1 → element 0 is a java.lang.Object, which is not Serializable: make it so, or send");
    assertThatThrownBy(() -> pool.submit(Work::echo, Map.of("k", bare)))
        .hasMessageContaining("the value of k is a java.lang.Object");
    assertThatThrownBy(() -> pool.submit(Work::echo, new Work.Holder(bare)))
        .hasMessageContaining("mark the field transient");
    assertThatThrownBy(() -> pool.submit(Work::echo, new IOException(new Work.Unsendable("x"))))
        .hasMessageContaining("the cause → Unsendable.");
    assertThatThrownBy(() -> pool.actor(Runnable.class, () -> (Runnable) bare))
        .hasMessageContaining("the factory → captured value 1 of the lambda in ArgumentTest is a")
        .hasMessageNotContaining("transient");
    InvocationHandler handler = (_, _, _) -> bare;
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Runnable.class}, handler);
    assertThatThrownBy(() -> pool.submit(Work::echo, new Object[] {proxy}))
        .hasMessageContaining("element 0 → the handler of the proxy is a ");
  }

  @Test
  void aCapturedValueThatCannotBeSentIsNamed() {
    Object captured = new Object();
    assertThatThrownBy(() -> pool.submit(() -> captured.hashCode()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("captured value 1 of the lambda in ArgumentTest")
        .hasMessageContaining("java.lang.Object");
  }

  @Test
  void aLambdaThatUsesItsObjectIsRefusedWithTheWayOut() {
    assertThatThrownBy(() -> pool.submit(() -> lock.hashCode()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("captures `this`")
        .hasMessageContaining("use a static method");
  }

  @Test
  void anElementOfACollectionThatCannotBeSentIsNamed() {
    assertThatThrownBy(() -> pool.submit(Work::echo, List.of(1, new Work.Holder(new Object()))))
        .hasMessageContaining("element 1 → Holder.content");
  }

  @Test
  void aTaskAboveTheLimitIsRefused() {
    try (ProcessPool small = smallFrames()) {
      assertThatThrownBy(() -> small.submit(Work::echo, new Work.Holder(new byte[2 << 20])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2.0 MiB")
          .hasMessageContaining("maxFrame");
    }
  }

  @Test
  void aResultAboveTheLimitIsLost() {
    try (ProcessPool small = smallFrames()) {
      assertThatThrownBy(() -> small.call(() -> new Work.Holder(new byte[2 << 20])))
          .isInstanceOf(TaskFailedException.class)
          .hasMessageContaining("TRANSFER, RESULT_LOST")
          .hasMessageContaining("maxFrame");
    }
  }

  private static ProcessPool smallFrames() {
    return ProcessPool.builder().name("small").size(1).maxFrame(1 << 20).build();
  }

  @Test
  void anInterruptLeftBehindByOneTaskDoesNotStrikeTheNext() throws Exception {
    assertThat(pool.call(Work::leaveInterrupted)).isZero();
    assertThat(pool.call(Work::interruptedAtStart)).isFalse();
  }
}
