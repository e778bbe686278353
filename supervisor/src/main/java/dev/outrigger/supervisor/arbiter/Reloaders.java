package dev.outrigger.supervisor.arbiter;

import java.util.ArrayList;
import java.util.List;

/** All who have asked for a reload that has not begun: it is one for all of them. */
final class Reloaders {
  private final List<Answer> waiting = new ArrayList<>();

  /** Takes one more; whether the others came after it. */
  boolean isFirst(Answer answer) {
    waiting.add(answer);
    return waiting.size() == 1;
  }

  /** Their reload begins; who comes from now on asks for the next one. */
  Answer begun() {
    List<Answer> all = List.copyOf(waiting);
    waiting.clear();
    return (done, line) -> all.forEach(each -> each.told(done, line));
  }

  /** Their reload will not begin. */
  void tell(boolean done, String line) {
    begun().told(done, line);
  }
}
