package dev.outrigger.pool.memory;

import dev.outrigger.pool.wire.ProtocolException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The two folders for shared files, both open to this user only.
 *
 * @param memory on the shared-memory file system
 * @param files among the temporary files, for what finds no room in memory
 */
public record Places(Path memory, Path files) {
  /** The folders that are ours to remove. */
  public List<String> ofOurs() {
    return Stream.of(memory, files)
        .filter(LockedFolder::isOurs)
        .map(Path::toString)
        .distinct()
        .toList();
  }

  Path folder(boolean inMemory) {
    return inMemory ? memory : files;
  }

  Path file(Ref ref) throws ProtocolException {
    Ref checked = ref.checked();
    return folder(checked.inMemory()).resolve(checked.name());
  }
}
