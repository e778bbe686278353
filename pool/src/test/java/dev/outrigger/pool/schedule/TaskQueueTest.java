package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TaskQueueTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final TaskQueue<String> queue = new TaskQueue<>(Duration.ofSeconds(10));

  @Test
  void plainTasksGoInTheOrderOfTheirArrival() {
    List<String> added = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      added.add("t" + i);
      queue.add("t" + i, Place.PLAIN, i / 3);
    }
    assertThat(takeAll(200)).isEqualTo(added);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void ofThoseThatCameTogetherTheHigherPriorityGoesFirst() {
    queue.add("low", priority(-1), 0);
    queue.add("plain", Place.PLAIN, 0);
    queue.add("high", priority(5), 0);
    assertThat(takeAll(0)).containsExactly("high", "plain", "low");
  }

  @Test
  void aTaskThatHasWaitedLongEnoughGoesBeforeAFreshOneOfHigherPriority() {
    queue.add("old", Place.PLAIN, 0);
    queue.add("fresh", priority(1), 9 * SECOND);
    assertThat(take(_ -> true, 9 * SECOND)).contains("fresh");
    queue.add("fresher", priority(1), 11 * SECOND);
    assertThat(take(_ -> true, 11 * SECOND)).contains("old");
  }

  @Test
  void anEndlessStreamOfHigherOnesOfAnotherTenantDoesNotStarveALowOne() {
    queue.add("low", new Place(-3, "poor", Optional.empty()), 0);
    long now = 0;
    String taken = "";
    for (int i = 0; i < 100 && !taken.equals("low"); i++) {
      now += SECOND;
      queue.add("high " + i, new Place(0, "rich", Optional.empty()), now);
      queue.add("higher " + i, new Place(0, "rich", Optional.empty()), now);
      taken = take(_ -> true, now).orElseThrow();
    }
    assertThat(taken).isEqualTo("low");
    assertThat(now).isBetween(30 * SECOND, 32 * SECOND);
  }

  @Test
  void aTenantWithManyTasksDoesNotDelayTheFirstOfAnother() {
    for (int i = 0; i < 10_000; i++) {
      queue.add("many " + i, of("many"), i);
    }
    assertThat(take(_ -> true, 20_000)).contains("many 0");
    queue.add("single", of("one"), 30_000);
    assertThat(List.of(take(30_000), take(30_000))).contains("single");
  }

  @Test
  void agedTasksOfATenantThatHasSentTooMuchDoNotPassAnotherOfHigherPriority() {
    for (int i = 0; i < 1000; i++) {
      queue.add("flood " + i, of("flood"), 0);
    }
    long now = 100 * SECOND;
    assertThat(take(now)).isEqualTo("flood 0");
    queue.add("urgent", new Place(1, "other", Optional.empty()), now);
    assertThat(take(now)).isEqualTo("urgent");
  }

  @Test
  void tenantsTakeTurns() {
    for (int i = 0; i < 300; i++) {
      queue.add("a" + i, of("a"), 0);
    }
    for (int i = 0; i < 30; i++) {
      queue.add("b" + i, of("b"), 0);
      queue.add("c" + i, of("c"), 0);
    }
    List<String> first = takeAll(0).subList(0, 90);
    for (String tenant : List.of("a", "b", "c")) {
      assertThat(first.stream().filter(task -> task.startsWith(tenant))).hasSize(30);
    }
  }

  @Test
  void aTaskThatComesBackGoesBeforeAllOthers() {
    queue.add("first", priority(9), 0);
    queue.add("second", Place.PLAIN, 0);
    String taken = take(0);
    queue.addFirst("earlier");
    queue.addFirst(taken);
    assertThat(takeAll(0)).containsExactly("first", "earlier", "second");
  }

  @Test
  void aRemovedTaskIsGoneWhereverItStood() {
    queue.add("a", Place.PLAIN, 0);
    queue.add("b", of("b"), 0);
    queue.addFirst("c");
    assertThat(queue.remove("a")).isTrue();
    assertThat(queue.remove("a")).isFalse();
    assertThat(queue.remove("c")).isTrue();
    assertThat(takeAll(0)).containsExactly("b");
  }

  @Test
  void aWorkerPassesOverWhatWouldRatherGoElsewhereForAShortWhile() {
    queue.add("elsewhere", key("x"), 0);
    queue.add("here", key("y"), 0);
    assertThat(take("y"::equals, 1)).contains("here");
    queue.add("here again", key("y"), 1);
    assertThat(take("y"::equals, SECOND)).contains("elsewhere");
  }

  @Test
  void noWorkerIdlesForTheSakeOfAffinity() {
    queue.add("elsewhere", key("x"), 0);
    assertThat(take(_ -> false, 0)).contains("elsewhere");
  }

  @Test
  void affinityDoesNotPassAHigherPriority() {
    queue.add("high", new Place(1, "", Optional.of("x")), 0);
    queue.add("low", key("y"), 0);
    assertThat(take("y"::equals, 0)).contains("high");
  }

  @Test
  void theLongestWaitIsThatOfTheOldest() {
    assertThat(queue.longestWait(5)).isZero();
    queue.add("low", priority(-5), 10);
    queue.add("high", priority(5), 20);
    assertThat(queue.longestWait(50)).isEqualTo(40);
    take(50);
    assertThat(queue.longestWait(50)).isEqualTo(40);
    take(50);
    assertThat(queue.longestWait(50)).isZero();
  }

  @Test
  void nothingIsLostAndNothingComesTwiceInAnyOrderOfUse() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      TaskQueue<Integer> tasks = new TaskQueue<>(Duration.ofMillis(1 + random.nextInt(50)));
      Map<Integer, Boolean> inside = new TreeMap<>();
      long now = 0;
      for (int i = 0; i < 500; i++) {
        now += random.nextInt(10_000_000);
        switch (random.nextInt(5)) {
          case 0, 1 -> {
            tasks.add(i, anywhere(random), now);
            inside.put(i, true);
          }
          case 2, 3 -> {
            Optional<Integer> taken = tasks.peek(_ -> random.nextBoolean(), now);
            long takenAt = now;
            taken.ifPresent(task -> tasks.take(task, takenAt));
            assertThat(taken.isPresent()).as("seed %s", seed).isEqualTo(!inside.isEmpty());
            taken.ifPresent(task -> assertThat(inside.remove(task)).isTrue());
            if (taken.isPresent() && random.nextInt(4) == 0) {
              tasks.addFirst(taken.get());
              inside.put(taken.get(), true);
            }
          }
          default -> {
            int task = random.nextInt(i + 1);
            assertThat(tasks.remove(task)).isEqualTo(inside.remove(task) != null);
          }
        }
        assertThat(tasks.size()).isEqualTo(inside.size());
      }
      assertThat(tasks.all()).containsExactlyInAnyOrderElementsOf(inside.keySet());
    }
  }

  private static Place anywhere(Random random) {
    Optional<String> affinity =
        random.nextBoolean() ? Optional.of("k" + random.nextInt(3)) : Optional.empty();
    return new Place(random.nextInt(5) - 2, "t" + random.nextInt(4), affinity);
  }

  private String take(long now) {
    return take(_ -> true, now).orElseThrow();
  }

  private Optional<String> take(Predicate<String> suits, long now) {
    Optional<String> next = queue.peek(suits, now);
    next.ifPresent(task -> queue.take(task, now));
    return next;
  }

  private List<String> takeAll(long now) {
    List<String> taken = new ArrayList<>();
    while (!queue.isEmpty()) {
      taken.add(take(now));
    }
    return taken;
  }

  private static Place priority(int priority) {
    return new Place(priority, "", Optional.empty());
  }

  private static Place of(String tenant) {
    return new Place(0, tenant, Optional.empty());
  }

  private static Place key(String affinity) {
    return new Place(0, "", Optional.of(affinity));
  }
}
