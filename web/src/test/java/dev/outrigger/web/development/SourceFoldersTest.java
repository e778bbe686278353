package dev.outrigger.web.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files the frames of a stack may have read. */
class SourceFoldersTest {
  @TempDir private Path folder;

  private static StackTraceElement frame(String type, String file) {
    return new StackTraceElement(type, "run", file, 1);
  }

  private Path written(String path, String text) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Optional<String> firstLine(StackTraceElement frame) {
    return SourceFolders.of(folder.resolve("app"), "").lines(frame).map(java.util.List::getFirst);
  }

  @Test
  void theUsualFoldersAreSearched() throws Exception {
    Path _ = written("app/src/main/java/a/b/One.java", "package a.b;");
    Path _ = written("app/src/test/java/a/Two.java", "package a;");
    Path _ = written("app/Three.java", "class Three {}");
    assertThat(firstLine(frame("a.b.One$Inner", "One.java"))).contains("package a.b;");
    assertThat(firstLine(frame("a.Two", "Two.java"))).contains("package a;");
    assertThat(firstLine(frame("Three", "Three.java"))).contains("class Three {}");
    assertThat(firstLine(frame("a.Four", "Four.java"))).isEmpty();
  }

  @Test
  void theFolderOfTheStartedFileIsSearchedWhateverItsPackage() throws Exception {
    Path _ = written("elsewhere/Hello.java", "package greeting;");
    Path _ = written("elsewhere/Other.java", "package other;");
    SourceFolders folders =
        SourceFolders.of(folder.resolve("app"), "some.jar serve ../elsewhere/Hello.java --bind x");
    assertThat(folders.lines(frame("greeting.Hello", "Hello.java"))).isPresent();
    assertThat(folders.lines(frame("greeting.Other", "Other.java"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a.One, ../secret.java",
    "a.One, /etc/secret.java",
    "a.One, secret.txt",
    "a.One, .java",
    "a.One, One.java\u0000.java",
    "../One, One.java",
    "a./.One, One.java",
    "a...One, One.java",
    "'', One.java"
  })
  void namesThatAreNoNamesAreNotLookedFor(String type, String file) throws Exception {
    Path _ = written("secret.java", "secret");
    Path _ = written("One.java", "secret");
    Path _ = written("app/One.java", "secret");
    Path _ = written("app/secret.txt", "secret");
    Path _ = written("app/src/main/java/a/secret.txt", "secret");
    assertThat(firstLine(frame(type, file))).isEmpty();
  }

  @Test
  void linksOutOfTheFolderAreNotFollowed() throws Exception {
    Path secret = written("Secret.java", "class Secret {}");
    Files.createDirectories(folder.resolve("app"));
    Path _ = Files.createSymbolicLink(folder.resolve("app/Secret.java"), secret);
    assertThat(firstLine(frame("Secret", "Secret.java"))).isEmpty();
  }

  @Test
  void filesOfAnotherPackageOrTooLongAreNotShown() throws Exception {
    Path _ = written("app/src/main/java/a/One.java", "package b;");
    Path _ = written("app/src/main/java/a/Long.java", "package a;\n" + "//".repeat(1 << 20));
    assertThat(firstLine(frame("a.One", "One.java"))).isEmpty();
    assertThat(firstLine(frame("a.Long", "Long.java"))).isEmpty();
  }
}
