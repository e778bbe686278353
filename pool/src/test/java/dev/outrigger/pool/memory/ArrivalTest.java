package dev.outrigger.pool.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalTest {
  @TempDir private Path folder;

  @Test
  void aResultWhoseFileCannotBeOpenedIsLostForTheReasonThatTheSystemGave() throws Exception {
    try (ParentSharing sharing = new ParentSharing(new Depot(folder, folder, _ -> 1 << 20))) {
      Ref ref = new Ref(true, sharing.prefix(1) + "1", 8);
      Path file = sharing.places().file(ref);
      // No link is followed: a refusal that is easier to come by than too many open files.
      Files.createSymbolicLink(file, folder);
      sharing.arrived(ref);
      assertThatThrownBy(() -> sharing.take(ref))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("can't be opened: ")
          .hasMessageContaining("symbolic links");
      sharing.discard(ref);
    }
  }
}
