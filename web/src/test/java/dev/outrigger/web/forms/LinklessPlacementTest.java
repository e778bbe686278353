package dev.outrigger.web.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads find their place where the file system has no hard links. */
class LinklessPlacementTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path spool;
  @TempDir private Path album;

  private Path upload() throws Exception {
    return Files.write(spool.resolve("upload"), NEW);
  }

  private Path target(String name) {
    return new Linkless().of(album.resolve(name));
  }

  private void assertNothingElseThan(String name, String content) throws Exception {
    assertThat(album.resolve(name)).hasContent(content);
    try (Stream<Path> all = Files.list(album)) {
      assertThat(all).containsExactly(album.resolve(name));
    }
  }

  @Test
  void thisFileSystemHasNoneIndeed() throws Exception {
    Path upload = upload();
    assertThatThrownBy(() -> Files.createLink(target("a"), upload))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aFileIsMovedToAFreeName() throws Exception {
    Path upload = upload();
    Placement.move(upload, target("a"), false);
    assertNothingElseThan("a", "new");
    assertThat(upload).doesNotExist();
  }

  @Test
  void aNameThatIsTakenIsLeftAlone() throws Exception {
    Files.writeString(album.resolve("a"), "old");
    Path upload = upload();
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> Placement.move(upload, target("a"), false));
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> Placement.write(NEW, target("a"), false));
    assertNothingElseThan("a", "old");
    assertThat(upload).exists();
  }

  @Test
  void itTakesThePlaceOfAnotherIfAsked() throws Exception {
    Files.writeString(album.resolve("a"), "old");
    Path upload = upload();
    Placement.move(upload, target("a"), true);
    assertNothingElseThan("a", "new");
    assertThat(upload).doesNotExist();
  }

  @Test
  void bytesAreWrittenToAFreeNameAndOverAnother() throws Exception {
    Placement.write(NEW, target("a"), false);
    assertNothingElseThan("a", "new");
    Files.writeString(album.resolve("a"), "old");
    Placement.write(NEW, target("a"), true);
    assertNothingElseThan("a", "new");
  }
}
