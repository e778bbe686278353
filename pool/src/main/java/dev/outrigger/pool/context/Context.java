package dev.outrigger.pool.context;

import dev.outrigger.pool.wording.Told;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What travels with each task of a pool: what its builder was given, and what carriers bring. */
public final class Context {
  private static final int MOST = 100;

  private Context() {}

  /** Both, to be asked for on the thread that submits; never fails. */
  public static Supplier<Map<String, String>> of(Supplier<Map<String, String>> given) {
    Carriers carriers = Carriers.present();
    AtomicBoolean complained = new AtomicBoolean();
    return () -> carriers.capture(sound(given, complained));
  }

  private static Map<String, String> sound(
      Supplier<Map<String, String>> given, AtomicBoolean complained) {
    String reason;
    try {
      Map<String, String> values = given.get();
      if (values.isEmpty()) {
        return Map.of();
      }
      if (values.size() <= MOST && values.keySet().stream().allMatch(Carriers::free)) {
        // Refuses null, which has no form on the way.
        return Map.copyOf(values);
      }
      reason = "it has more than " + MOST + " entries or a key that begins with a colon: " + values;
    } catch (RuntimeException | LinkageError e) {
      reason = Told.of(e);
    }
    if (complained.compareAndSet(false, true)) {
      System.getLogger("dev.outrigger.pool")
          .log(Level.WARNING, "the context that context(…) gives is left out: " + reason);
    }
    return Map.of();
  }
}
