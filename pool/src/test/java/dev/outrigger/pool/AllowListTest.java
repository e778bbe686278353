package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ObjectInputFilter.Status;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.ValueWrapper;

/** What the parent reads of what workers send, with real workers; ValueWrapper is a library's. */
@Timeout(60)
class AllowListTest {
  private static ProcessPool pool;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("filter").size(1).build();
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  static Stream<Object> values() {
    return Stream.of(
        'c',
        List.of(1, 2),
        Map.of("a", List.of()),
        new TreeMap<>(Map.of(3, new int[] {1})),
        new EnumMap<>(Map.of(Thread.State.NEW, UUID.randomUUID())),
        BitSet.valueOf(new long[] {5}),
        Duration.ofSeconds(3),
        LocalDate.of(2026, 1, 2),
        URI.create("https://example.org/"),
        Locale.GERMANY,
        new java.math.BigDecimal("1.50"),
        new java.awt.Point(1, 2),
        new Work.Point(1, 2),
        new Object[] {"x", null, 2});
  }

  @ParameterizedTest
  @MethodSource("values")
  void ordinaryValuesNeedNoConfiguration(Object value) throws Exception {
    assertThat(pool.<Object, Object>call(Work::echo, value))
        .usingRecursiveComparison()
        .isEqualTo(value);
  }

  @Test
  void aLibrarysClassIsNotReadAndTheFailureSaysHowToAllowIt() {
    TaskFailedException failure = failureOf(pool, () -> ValueWrapper.create(5));
    assertThat(failure.delivery()).isEqualTo(Delivery.RESULT_LOST);
    assertThat(failure).hasMessageContaining("allow(\"org.opentest4j.ValueWrapper\")");
  }

  @Test
  void aClassDeepInACollectionIsNotReadEither() {
    TaskFailedException failure =
        failureOf(pool, () -> List.of(1, Map.of("x", ValueWrapper.create(5))));
    assertThat(failure).hasMessageContaining("allow(\"org.opentest4j.ValueWrapper\")");
  }

  @Test
  void theJdkHasClassesThatAreNotValues() {
    assertThat(failureOf(pool, () -> Level.INFO))
        .hasMessageContaining("allow(\"java.util.logging.Level\")");
  }

  @Test
  void aLambdaIsNotAResult() {
    assertThat(failureOf(pool, () -> (RemoteCallable<Integer>) () -> 1))
        .hasMessageContaining("java.lang.invoke.SerializedLambda");
  }

  @Test
  void theWorkerMaySendItOnceItIsAllowed() throws Exception {
    for (String name : List.of("org.opentest4j.", "org.opentest4j.ValueWrapper")) {
      try (ProcessPool open = ProcessPool.builder().name("open").size(1).allow(name).build()) {
        assertThat(open.call(() -> ValueWrapper.create(5)).getValue()).isEqualTo(5);
      }
    }
  }

  @Test
  void aFilterOfOnesOwnDecidesInPlaceOfTheList() throws Exception {
    try (ProcessPool own =
        ProcessPool.builder()
            .name("own")
            .size(1)
            .serialFilter(
                info -> info.serialClass() == Work.Point.class ? Status.REJECTED : Status.UNDECIDED)
            .build()) {
      assertThat(own.call(() -> ValueWrapper.create(5))).isNotNull();
      assertThat(failureOf(own, () -> new Work.Point(1, 2))).hasMessageContaining("Work$Point");
    }
  }

  @Test
  void whatTheParentSendsIsNotFiltered() throws Exception {
    assertThat(pool.<Object, String>call(String::valueOf, ValueWrapper.create(5))).startsWith("5 ");
  }

  @Test
  void anExceptionThatHoldsARefusedClassComesAsItsStandIn() {
    TaskFailedException failure = failureOf(pool, () -> fail(new LibraryTrouble("no")));
    assertThat(failure).hasCauseInstanceOf(RemoteThrowable.class);
    assertThat(failure).hasMessageContaining("LibraryTrouble").hasMessageContaining("no");
  }

  @Test
  void anExceptionOfAnItemOfAMapHoldsWhatIsAllowed() {
    String library = ValueWrapper.class.getName();
    try (ProcessPool open = ProcessPool.builder().name("open").size(1).allow(library).build()) {
      TaskFailedException failure =
          catchThrowableOfType(
              TaskFailedException.class,
              () -> open.map(AllowListTest::failOn, List.of("no")).toList());
      assertThat(failure).hasCauseInstanceOf(LibraryTrouble.class);
    }
  }

  @Test
  void anExceptionOfAnItemOfAMapThatHoldsARefusedClassComesAsItsStandIn() {
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () -> pool.map(AllowListTest::failOn, List.of("no")).toList());
    assertThat(failure).hasCauseInstanceOf(RemoteThrowable.class);
  }

  static int failOn(String item) {
    throw new LibraryTrouble(item);
  }

  static int fail(RuntimeException thrown) {
    throw thrown;
  }

  static final class LibraryTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final ValueWrapper wrapped = ValueWrapper.create(5);

    LibraryTrouble(String message) {
      super(message);
    }
  }

  private static TaskFailedException failureOf(ProcessPool pool, RemoteCallable<?> task) {
    return catchThrowableOfType(TaskFailedException.class, () -> pool.call(task));
  }
}
