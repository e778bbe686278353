package dev.outrigger.pool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrivateDirectoryTest {
  private PrivateDirectory directory;

  @BeforeEach
  void make() throws IOException {
    directory = PrivateDirectory.create();
    directory.keep(
        directory.classes().resolve("app/Main.class"), "code".getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void delete() {
    directory.delete();
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void whatWasSweptAwayIsMadeAgainForThisUserAlone() throws Exception {
    PrivateDirectory.delete(directory.path());
    directory.restore();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
        .isEqualTo("rwx------");
    assertThat(directory.classes().resolve("app/Main.class")).hasContent("code");
  }

  @Test
  void aFolderThatOthersCanChangeIsNotTakenForIt() throws Exception {
    PrivateDirectory.delete(directory.path());
    Files.createDirectory(directory.path());
    Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(directory::restore)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.path().toString())
        .hasMessageContaining("another user");
  }

  @Test
  void onceThePoolHasEndedNothingIsMadeAgain() {
    directory.delete();
    assertThatThrownBy(directory::restore).hasMessage("the pool has ended");
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void allOfItIsMadeToLookNew() throws Exception {
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(30)));
    for (Path file : content()) {
      Files.setLastModifiedTime(file, old);
    }
    directory.touch();
    for (Path file : content()) {
      assertThat(Files.getLastModifiedTime(file).toInstant())
          .as("%s", file)
          .isAfter(Instant.now().minus(Duration.ofMinutes(1)));
    }
  }

  private List<Path> content() throws IOException {
    try (Stream<Path> all = Files.walk(directory.path())) {
      return all.toList();
    }
  }
}
