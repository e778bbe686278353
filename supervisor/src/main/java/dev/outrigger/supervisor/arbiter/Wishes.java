package dev.outrigger.supervisor.arbiter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/** What is wanted of the arbiter, one after the other: each begins when it can. */
final class Wishes {
  private final Deque<Wish> wishes = new ArrayDeque<>();

  private record Wish(BooleanSupplier canBegin, Answer answer, Runnable work) {}

  /**
   * One more.
   *
   * @param canBegin asked until it says so
   * @param answer told if it never begins; otherwise that is the work's to do
   */
  void add(BooleanSupplier canBegin, Answer answer, Runnable work) {
    wishes.add(new Wish(canBegin, answer, work));
  }

  /** Begins what can begin. */
  void begin() {
    while (!wishes.isEmpty() && wishes.getFirst().canBegin().getAsBoolean()) {
      wishes.removeFirst().work().run();
    }
  }

  /** None of them will begin. */
  void refuse(String reason) {
    while (!wishes.isEmpty()) {
      wishes.removeFirst().answer().told(false, reason);
    }
  }
}
