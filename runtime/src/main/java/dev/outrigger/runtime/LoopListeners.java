package dev.outrigger.runtime;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who wants to know what goes wrong on the loops of this process. */
final class LoopListeners {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");
  private static final List<LoopListener> ALL = new CopyOnWriteArrayList<>();

  private LoopListeners() {}

  static Registration add(LoopListener listener) {
    ALL.add(listener);
    return () -> ALL.remove(listener);
  }

  static void tell(Consumer<LoopListener> what) {
    for (LoopListener listener : ALL) {
      try {
        what.accept(listener);
      } catch (RuntimeException | Error bug) {
        LOG.log(Level.ERROR, "a listener to the loops failed", bug);
      }
    }
  }
}
