package dev.outrigger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.ProcessPool;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs of examples/pool, run from their sources as their first lines say. */
class PoolExamplesTest {
  @TempDir private Path folder;

  @Test
  void thumbnailsOfAFolderAreMadeAndBrokenFilesLeftOut() throws Exception {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    for (int i = 0; i < 3; i++) {
      var photo = new BufferedImage(600, 300 + i, BufferedImage.TYPE_INT_RGB);
      assertThat(ImageIO.write(photo, "jpeg", photos.resolve(i + ".jpg").toFile())).isTrue();
    }
    Files.writeString(photos.resolve("notes.txt"), "no image");
    Path made = folder.resolve("made");
    String output = run("FolderThumbnails", photos.toString(), made.toString(), "--progress");
    assertThat(output)
        .contains("notes.txt: is no image", "3 made, 1 left out")
        .contains("thumbnails: ended, 4 of 4 done");
    File thumbnail = made.resolve("0.jpg.png").toFile();
    assertThat(ImageIO.read(thumbnail).getWidth()).isEqualTo(256);
    assertThat(made.toFile().list()).hasSize(3);
  }

  @Test
  void matricesAreMultipliedInSharedMemory() throws Exception {
    assertThat(run("MatrixMultiplication", "200")).contains("200 rows in", "it is right");
  }

  @Test
  void aRegexThatRunsForAgesIsStoppedAndTheNextIsAnswered() throws Exception {
    String numbers = "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28";
    assertThat(run("UserRegex", "(.*,){12}P", numbers))
        .contains("harmless: true", "yours: given up", "DEADLINE", "java.util.regex.Pattern")
        .contains("harmless again: true");
  }

  @Test
  void aHarmlessRegexIsAnswered() throws Exception {
    assertThat(run("UserRegex", "b+", "abc")).contains("yours: true");
  }

  @Test
  void anActorKeepsItsStateAndIsMadeAnewWhenItsProcessDies() throws Exception {
    Files.writeString(folder.resolve("page.md"), "a boat and its outriggers");
    assertThat(run("SearchIndex", folder.toString(), "boat"))
        .contains("found in [page.md]", "the note is found: true", "lost, delivery STARTED")
        .contains("made anew: [page.md]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FolderThumbnails", "MatrixMultiplication", "UserRegex", "SearchIndex"})
  void withoutArgumentsEachSaysHowItIsUsed(String program) throws Exception {
    assertThat(run(2, program)).contains("usage: " + program).doesNotContain("Exception");
  }

  private String run(String program, String... arguments) throws Exception {
    return run(0, program, arguments);
  }

  private String run(int status, String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", pool(), "pool/" + program + ".java"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output.toFile()))
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(text(output)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(text(output)).isEqualTo(status);
    return text(output);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }

  /** Its jar, or the folder of its classes, and nothing else: it stands alone. */
  private static String pool() throws Exception {
    return Path.of(ProcessPool.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }
}
