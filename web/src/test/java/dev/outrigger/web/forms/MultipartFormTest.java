package dev.outrigger.web.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole form with files: what is where, and that nothing stays behind. */
class MultipartFormTest {
  @TempDir private Path folder;

  private Path spool;
  private Path album;
  private Uploads uploads;

  @BeforeEach
  void makeFolders() throws IOException {
    spool = Files.createDirectory(folder.resolve("spool"));
    album = Files.createDirectory(folder.resolve("album"));
    uploads = Uploads.defaults().withDirectory(spool).withInMemory(1000);
  }

  private static String part(String disposition, String content) {
    return "--AaB03x\r\nContent-Disposition: form-data; "
        + disposition
        + "\r\n\r\n"
        + content
        + "\r\n";
  }

  private static String file(int length) {
    return part("name=\"file\"; filename=\"a.txt\"", text(length));
  }

  private static String text(int length) {
    return "x".repeat(length);
  }

  private MultipartForm form(String... parts) throws Exception {
    return MultipartForm.read(
        ScriptedRequest.multipart(String.join("", parts) + "--AaB03x--"), uploads);
  }

  private UploadedFile only(MultipartForm form) {
    assertThat(form.files()).hasSize(1);
    return form.files().getFirst();
  }

  private List<Path> spooled() throws IOException {
    try (Stream<Path> files = Files.list(spool)) {
      return files.toList();
    }
  }

  @Test
  void fieldsAreTextAndFilesAreFiles() throws Exception {
    try (MultipartForm form =
        form(
            part("name=\"b\"", "1"),
            file(3),
            part("name=\"a\"", "ä"),
            part("name=\"b\"", ""),
            part("name=\"file\"; filename=\"../b.txt\"", "second"),
            part("name=\"none\"; filename=\"\"", ""),
            part("name=\"blob\"; filename=\"\"", "y"))) {
      assertThat(form.fields().names()).containsExactly("b", "a");
      assertThat(form.fields().all("b")).containsExactly("1", "");
      assertThat(form.first("a")).contains("ä");
      assertThat(form.files("file"))
          .extracting(UploadedFile::filename)
          .containsExactly("a.txt", "b.txt");
      assertThat(form.files("none")).isEmpty();
      assertThat(form.file("none")).isEmpty();
      assertThat(form.file("blob").orElseThrow().bytes()).containsExactly('y');
      assertThat(spooled()).isEmpty();
    }
  }

  @Test
  void aFileIsInMemoryUpToExactlyTheLimit() throws Exception {
    try (MultipartForm form = form(file(1000))) {
      assertThat(only(form).isInMemory()).isTrue();
      assertThat(only(form).size()).isEqualTo(1000);
      assertThat(spooled()).isEmpty();
    }
    try (MultipartForm form = form(file(1001))) {
      assertThat(only(form).isInMemory()).isFalse();
      assertThat(only(form).size()).isEqualTo(1001);
      assertThat(spooled()).hasSize(1);
    }
    assertThat(spooled()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 1001, 262_143, 262_144, 262_145, 1_000_000})
  void aFileIsReadBackAsItCame(int length) throws Exception {
    var random = new Random(length);
    StringBuilder content = new StringBuilder();
    random.ints(length, 'a', 'z').forEach(c -> content.append((char) c));
    try (MultipartForm form = form(part("name=f; filename=g", content.toString()))) {
      byte[] bytes = content.toString().getBytes(StandardCharsets.US_ASCII);
      assertThat(only(form).bytes()).isEqualTo(bytes);
      try (InputStream in = only(form).open()) {
        assertThat(in.read()).isEqualTo(length == 0 ? -1 : bytes[0]);
        assertThat(in.readAllBytes()).hasSize(Math.max(0, length - 1));
      }
    }
  }

  @Test
  void aSpooledFileIsForThisUserAlone() throws Exception {
    try (MultipartForm _ = form(file(5000), file(5000))) {
      assertThat(spooled()).hasSize(2);
      for (Path each : spooled()) {
        assertThat(each.getFileName().toString())
            .matches("outrigger-upload-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .isEqualTo("rw-------");
      }
    }
    assertThat(spooled()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 5000})
  void aMovedFileOutlivesItsForm(int length) throws Exception {
    Path target = album.resolve("a");
    try (MultipartForm form = form(file(length))) {
      UploadedFile file = only(form);
      file.moveTo(target);
      assertThatThrownBy(file::bytes)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the file \"file\" was moved to " + target);
    }
    assertThat(target).hasContent(text(length));
    assertThat(albumSize()).isEqualTo(1);
    assertThat(spooled()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 5000})
  void aFileThatIsThereIsOverwrittenOnlyIfAskedFor(int length) throws Exception {
    Path target = Files.writeString(album.resolve("a"), "mine");
    try (MultipartForm form = form(file(length))) {
      UploadedFile file = only(form);
      assertThatThrownBy(() -> file.moveTo(target)).isInstanceOf(FileAlreadyExistsException.class);
      assertThat(target).hasContent("mine");
      assertThat(file.bytes()).hasSize(length);
      file.moveOver(target);
    }
    assertThat(target).hasContent(text(length));
    assertThat(albumSize()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 5000})
  void aMoveThatFailsLeavesTheFileToBeMovedElsewhere(int length) throws Exception {
    try (MultipartForm form = form(file(length))) {
      UploadedFile file = only(form);
      assertThatThrownBy(() -> file.moveTo(folder.resolve("nowhere/a")))
          .isInstanceOf(NoSuchFileException.class);
      file.moveTo(album.resolve("a"));
    }
    assertThat(albumSize()).isEqualTo(1);
  }

  @Test
  void aFileMovesToAnotherFileSystemToo() throws Exception {
    Path memory = Path.of("/dev/shm");
    Path target = Spool.nameIn(memory);
    try (MultipartForm form = form(file(5000), file(6000))) {
      form.files().getFirst().moveTo(target);
      assertThat(target).hasContent(text(5000));
      assertThatThrownBy(() -> form.files().getLast().moveTo(target))
          .isInstanceOf(FileAlreadyExistsException.class);
      form.files().getLast().moveOver(target);
      assertThat(target).hasContent(text(6000));
    } finally {
      Files.delete(target);
    }
  }

  @Test
  void aClosedFormHasNoFiles() throws Exception {
    MultipartForm form = form(file(10));
    form.close();
    form.close();
    assertThatThrownBy(() -> only(form).open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the file \"file\" is gone, since its form is closed");
  }

  @Test
  void aMalformedRestLeavesNoFile() throws Exception {
    assertThat(Forms.refusal(() -> form(file(5000), part("nothing", ""))))
        .startsWith("400 The Content-Disposition of a part ");
    var cut = ScriptedRequest.multipart(file(5000) + file(500_000).substring(0, 400_000));
    assertThat(Forms.refusal(() -> MultipartForm.read(cut, uploads)))
        .startsWith("400 The body ends inside the part \"file\"");
    assertThat(spooled()).isEmpty();
  }

  @Test
  void aFileThatIsTooLongLeavesNoFile() throws Exception {
    uploads = uploads.withLimits(MultipartLimits.defaults().withFile(300_000));
    assertThat(Forms.refusal(() -> form(file(300_000), file(300_001))))
        .isEqualTo("413 The file \"file\" is longer than the 300000 bytes allowed here");
    assertThat(spooled()).isEmpty();
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    uploads = uploads.withDirectory(folder.resolve("nowhere"));
    assertThatThrownBy(() -> form(file(5000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("could not be kept in " + folder.resolve("nowhere"))
        .hasMessageContaining("option directory");
  }

  @Test
  void aPartIsSavedToANewFile() throws Exception {
    var body = file(300_000) + file(3) + "--AaB03x--";
    Multipart parts = Multipart.parts(ScriptedRequest.multipart(body), uploads.limits());
    Path target = album.resolve("a");
    assertThat(parts.next().orElseThrow().saveTo(target)).isEqualTo(300_000);
    assertThat(target).hasContent(text(300_000));
    Part second = parts.next().orElseThrow();
    assertThatThrownBy(() -> second.saveTo(target)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(target).hasContent(text(300_000));
  }

  @Test
  void aPartThatBreaksOffIsNotSaved() throws Exception {
    var cut = ScriptedRequest.multipart(file(300_000).substring(0, 299_000));
    Part part = Multipart.parts(cut, uploads.limits()).next().orElseThrow();
    assertThat(Forms.refusal(() -> part.saveTo(album.resolve("a")))).startsWith("400 ");
    assertThat(albumSize()).isZero();
  }

  @Test
  void aFormSaysInWhichCharsetItIs() throws Exception {
    try (MultipartForm form = form(part("name=\"_charset_\"", "UTF-8"))) {
      assertThat(form.first("_charset_")).contains("UTF-8");
    }
    assertThat(Forms.refusal(() -> form(part("name=\"_charset_\"", "windows-1252"))))
        .startsWith("415 The field \"_charset_\" says charset \"windows-1252\"");
  }

  @Test
  void optionsThatMakeNoSenseAreNamed() {
    assertThatThrownBy(() -> uploads.withInMemory(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("option inMemory must be from 0 to 16777216, but was -1");
  }

  private long albumSize() throws IOException {
    try (Stream<Path> files = Files.list(album)) {
      return files.count();
    }
  }
}
