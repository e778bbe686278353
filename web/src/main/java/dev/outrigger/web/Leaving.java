package dev.outrigger.web;

import dev.outrigger.runtime.Registration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who wants to know that the server stops: answers without an end of their own.
 *
 * <p>Threading: every method from any thread.
 */
final class Leaving {
  private final Set<Runnable> steps = new LinkedHashSet<>();
  private boolean left;

  /** Takes this step when the server stops; now, if it does already. */
  Registration onLeave(Runnable step) {
    boolean now;
    synchronized (steps) {
      now = left || !steps.add(step);
    }
    if (now) {
      step.run();
    }
    return () -> {
      synchronized (steps) {
        boolean _ = steps.remove(step);
      }
    };
  }

  /** Takes all steps. Once is enough. */
  void leave() {
    List<Runnable> all;
    synchronized (steps) {
      left = true;
      all = new ArrayList<>(steps);
      steps.clear();
    }
    all.forEach(Runnable::run);
  }
}
