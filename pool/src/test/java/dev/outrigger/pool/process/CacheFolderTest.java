package dev.outrigger.pool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir private Path folder;

  @Test
  void itIsInTheUsersCache() {
    assertThat(CacheFolder.ofUser(Map.of(), "/home/ann"))
        .isEqualTo(Path.of("/home/ann/.cache/outrigger"));
    assertThat(CacheFolder.ofUser(Map.of("XDG_CACHE_HOME", "/c"), "/home/ann"))
        .isEqualTo(Path.of("/c/outrigger"));
    assertThat(CacheFolder.ofUser(Map.of("XDG_CACHE_HOME", "c"), "/home/ann"))
        .isEqualTo(Path.of("/home/ann/.cache/outrigger"));
  }

  @Test
  void nobodyElseCanEnterIt() throws Exception {
    Path made = CacheFolder.open(Optional.of(folder.resolve("a/b")), "part").orElseThrow();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
  }

  @Test
  void aFolderThatOthersCanWriteIsNotTaken() throws Exception {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(CacheFolder.open(Optional.of(open), "part")).isEmpty();
  }

  @Test
  void wherePartOfThePathIsAFileThereIsNoCache() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(CacheFolder.open(Optional.of(file), "part")).isEmpty();
  }
}
