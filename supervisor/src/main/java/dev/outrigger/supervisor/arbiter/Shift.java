package dev.outrigger.supervisor.arbiter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * New processes for several slots, of which none is let in before all of a step have answered their
 * probe.
 */
final class Shift {
  private final String what;
  private final Answer answer;
  private final int stepSize;
  private final int generation;
  private final Runnable undo;
  private final Deque<Integer> toDo;
  private final List<Server> step = new ArrayList<>();

  /**
   * One that has not begun.
   *
   * @param generation of its processes
   * @param undo what is to be done if it is given up
   */
  Shift(
      String what,
      Collection<Integer> slots,
      int stepSize,
      int generation,
      Answer answer,
      Runnable undo) {
    this.what = what;
    this.generation = generation;
    this.undo = undo;
    this.toDo = new ArrayDeque<>(slots);
    this.stepSize = stepSize;
    this.answer = answer;
  }

  String what() {
    return what;
  }

  int generation() {
    return generation;
  }

  void undo() {
    undo.run();
  }

  Answer answer() {
    return answer;
  }

  boolean has(Server server) {
    return step.contains(server);
  }

  /** The slots that come next; none when all is done. */
  List<Integer> nextSlots() {
    step.clear();
    List<Integer> next = new ArrayList<>();
    while (!toDo.isEmpty() && next.size() < stepSize) {
      next.add(toDo.removeFirst());
    }
    return next;
  }

  void take(Server server) {
    step.add(server);
  }

  void release(Server server) {
    boolean _ = step.remove(server);
  }

  List<Server> step() {
    return List.copyOf(step);
  }

  boolean allAre(Stage stage) {
    return step.stream().allMatch(server -> server.is(stage));
  }
}
