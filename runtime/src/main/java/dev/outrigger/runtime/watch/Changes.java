package dev.outrigger.runtime.watch;

import dev.outrigger.runtime.watch.Change.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Changes that nobody has been told of yet, and what two of one path come to. */
final class Changes {
  private final Map<Path, Kind> all = new LinkedHashMap<>();
  private final Set<Path> overflows = new LinkedHashSet<>();

  void add(Kind kind, Path path) {
    if (kind == Kind.OVERFLOW) {
      overflows.add(path);
      return;
    }
    Kind before = all.get(path);
    if (before == null) {
      all.put(path, kind);
    } else if (before == Kind.ADDED && kind == Kind.REMOVED) {
      all.remove(path);
    } else if (before == Kind.REMOVED && kind == Kind.ADDED) {
      all.put(path, Kind.MODIFIED);
    } else if (before == Kind.MODIFIED) {
      all.put(path, kind == Kind.REMOVED ? Kind.REMOVED : Kind.MODIFIED);
    }
  }

  Set<Change> takeAll() {
    Set<Change> taken = new LinkedHashSet<>();
    overflows.forEach(path -> taken.add(new Change(Kind.OVERFLOW, path)));
    all.forEach((path, kind) -> taken.add(new Change(kind, path)));
    overflows.clear();
    all.clear();
    return taken;
  }
}
