package dev.outrigger.pool;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether and where an archive of loaded classes (the JDK's AOT cache) is kept that workers start
 * from, which saves about a third of their start. It is made once for each installation and set of
 * JVM arguments, by a process of its own and at the lowest priority, while the first pool already
 * works. A worker that can't use it starts without. Jars that an executable jar has inside are
 * unpacked in the same folder.
 *
 * <p>If the folder can't be written, or others may write there, nothing is kept.
 *
 * @param on whether there is an archive. Default: true. Key: {@code worker.startup-cache}, "true"
 *     or "false".
 * @param folder where it is kept. Default (empty): $XDG_CACHE_HOME/outrigger, or
 *     ~/.cache/outrigger, for all programs of this user. Key: {@code worker.cache-directory}.
 */
public record StartupCache(boolean on, Optional<Path> folder) {
  /** No folder: the user's own. */
  public StartupCache {
    Check.given(folder, "folder");
  }

  /** In the user's own cache. */
  public static StartupCache defaults() {
    return new StartupCache(true, Optional.empty());
  }

  /** Every worker starts as slowly as the first. */
  public static StartupCache off() {
    return defaults().when(false);
  }

  /** In this folder, which is made if need be. */
  public static StartupCache in(Path folder) {
    return defaults().at(Check.given(folder, "folder"));
  }

  StartupCache when(boolean wanted) {
    return new StartupCache(wanted, folder);
  }

  StartupCache at(Path place) {
    return new StartupCache(on, Optional.of(place.toAbsolutePath()));
  }
}
