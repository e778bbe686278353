package dev.outrigger.pool.context;

import dev.outrigger.pool.ContextCarrier;
import dev.outrigger.pool.wording.Told;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All carriers of this process as one. On the way their entries stand in one map with what the
 * caller gave by hand, each under ":name:key"; a key that begins with a colon is always a
 * carrier's.
 */
public final class Carriers {
  /** So much travels with a task at most; more than a hint for logs should not. */
  static final int MOST_ENTRIES = 200;

  private static final int MOST_CHARACTERS = 16 << 10;
  private static final String MARK = ":";

  private final List<ContextCarrier> carriers;
  private final Set<String> complained = ConcurrentHashMap.newKeySet();

  /** These and no others. */
  Carriers(List<ContextCarrier> carriers) {
    this.carriers = List.copyOf(carriers);
  }

  /** Those that the class path offers; takes a while where a logging backend must start for it. */
  public static Carriers present() {
    return new Carriers(find());
  }

  /** Those of a process that may never need any. */
  public static Carriers whenNeeded() {
    return Lazily.PRESENT;
  }

  private static final class Lazily {
    static final Carriers PRESENT = present();
  }

  private static List<ContextCarrier> find() {
    List<ContextCarrier> found = new ArrayList<>();
    try {
      ContextCarrier mdc = new MdcCarrier();
      var _ = mdc.capture();
      found.add(mdc);
    } catch (LinkageError _) {
      // No SLF4J here.
    }
    try {
      ServiceLoader.load(ContextCarrier.class).forEach(found::add);
    } catch (ServiceConfigurationError e) {
      log("the ContextCarriers of this class path could not all be loaded: " + Told.of(e));
    }
    return found;
  }

  /** Whether a key may be used by hand. */
  public static boolean free(String key) {
    return !key.isEmpty() && !key.startsWith(MARK);
  }

  /** What the carriers have to say on this thread, added to what was given by hand. */
  public Map<String, String> capture(Map<String, String> given) {
    Map<String, String> all = Map.of();
    int characters = 0;
    for (ContextCarrier carrier : carriers) {
      for (Map.Entry<String, String> entry : entries(carrier).entrySet()) {
        String key = MARK + carrier.name() + MARK + entry.getKey();
        characters += key.length() + entry.getValue().length();
        if (all.isEmpty()) {
          all = new LinkedHashMap<>(given);
        }
        if (all.size() >= MOST_ENTRIES || characters > MOST_CHARACTERS) {
          complain(carrier, "has more to carry than a task may take along; the rest stays here");
          return all;
        }
        all.put(key, entry.getValue());
      }
    }
    return all.isEmpty() ? given : all;
  }

  @SuppressWarnings("ConstantValue") // what a carrier returns is not under our rules
  private Map<String, String> entries(ContextCarrier carrier) {
    try {
      Map<String, String> captured = carrier.capture();
      if (captured.isEmpty()) {
        return captured;
      }
      Map<String, String> sound = new LinkedHashMap<>();
      captured.forEach((key, value) -> {
        if (key != null && value != null) {
          sound.put(key, value);
        }
      });
      return sound;
    } catch (RuntimeException | LinkageError e) {
      complain(carrier, "failed: " + Told.of(e));
      return Map.of();
    }
  }

  /** Gives each carrier its entries back; what it returns undoes that. */
  public Runnable restore(Map<String, String> all) {
    return restore(all, false);
  }

  /** The same, and those without entries are given an empty map, so that undoing cleans up. */
  public Runnable restoreAll(Map<String, String> all) {
    return restore(all, true);
  }

  private Runnable restore(Map<String, String> all, boolean alsoNothing) {
    List<Runnable> undoing = new ArrayList<>();
    for (ContextCarrier carrier : carriers) {
      Map<String, String> entries = of(carrier, all);
      if (alsoNothing || !entries.isEmpty()) {
        try {
          undoing.add(carrier.restore(entries));
        } catch (RuntimeException | LinkageError e) {
          complain(carrier, "failed: " + Told.of(e));
        }
      }
    }
    return () -> undoing.reversed().forEach(Carriers::undo);
  }

  private static void undo(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError e) {
      log("a context could not be taken out of force: " + Told.of(e));
    }
  }

  private static Map<String, String> of(ContextCarrier carrier, Map<String, String> all) {
    String prefix = MARK + carrier.name() + MARK;
    Map<String, String> entries = new LinkedHashMap<>();
    all.forEach((key, value) -> {
      if (key.startsWith(prefix)) {
        entries.put(key.substring(prefix.length()), value);
      }
    });
    return entries;
  }

  /** Whether a context that came in has anything for carriers. */
  public static boolean concerned(Map<String, String> all) {
    return all.keySet().stream().anyMatch(key -> !free(key));
  }

  /** What was given by hand. */
  public static Map<String, String> given(Map<String, String> all) {
    if (!concerned(all)) {
      return all;
    }
    Map<String, String> entries = new LinkedHashMap<>(all);
    entries.keySet().removeIf(key -> !free(key));
    return entries;
  }

  private void complain(ContextCarrier carrier, String what) {
    if (complained.add(carrier.name())) {
      log("the context carrier " + carrier.name() + " " + what);
    }
  }

  private static void log(String line) {
    System.getLogger("dev.outrigger.pool").log(Level.WARNING, line);
  }
}
