package dev.outrigger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThumbnailBrowserTest {
  private static final TaskBackend BEST = TaskBackend.best();

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Path from;

  @SuppressWarnings("NullAway.Init")
  private Path to;

  @BeforeEach
  void makeFolders() throws IOException {
    from = Files.createDirectory(folder.resolve("from"));
    to = folder.resolve("to");
  }

  @ParameterizedTest
  @EnumSource(TaskBackend.class)
  void whatIsNoPictureFailsAloneAndAllOthersAppear(TaskBackend backend) throws Exception {
    for (int i = 0; i < 10; i++) {
      picture(i + ".jpg", "jpeg", 600, 300);
    }
    Files.writeString(from.resolve("4-notes.txt"), "no picture");
    byte[] whole = Files.readAllBytes(picture("5-cut.png", "png", 600, 300));
    Files.write(from.resolve("5-cut.png"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(browse(backend, 1, List.of()))
        .contains("4-notes.txt can't be shown: it is no picture")
        .contains("5-cut.png can't be shown: ");
    assertThat(to.toFile().list()).hasSize(10);
    BufferedImage thumbnail = ImageIO.read(to.resolve("7.jpg.png").toFile());
    assertThat(thumbnail.getWidth()).isEqualTo(160);
    assertThat(thumbnail.getHeight()).isEqualTo(80);
  }

  @Test
  void aFolderOfMorePicturesThanMemoryIsReadAsFastAsTheyAreComputed() throws Exception {
    for (int i = 0; i < 30; i++) {
      picture(i + ".bmp", "bmp", 1600, 1200);
    }
    // 30 times 5.8 MB.
    assertThat(browse(BEST, 0, List.of("-Xmx96m"))).contains("29.bmp");
    assertThat(to.toFile().list()).hasSize(30);
  }

  @Test
  void aPictureThatAsksForGigabytesFailsAlone() throws Exception {
    Files.write(from.resolve("0-bomb.png"), ThumbnailTest.pngThatClaims(23_000, 23_000));
    for (int i = 1; i < 4; i++) {
      picture(i + ".jpg", "jpeg", 200, 100);
    }
    assertThat(browse(BEST, 1, List.of())).contains("0-bomb.png can't be shown: ");
    assertThat(to.toFile().list()).hasSize(3);
  }

  @Test
  void thumbnailsAppearWhileTheNextPictureIsStillBeingRead() throws Exception {
    byte[] bytes = Files.readAllBytes(picture("1.jpg", "jpeg", 200, 100));
    picture("2.jpg", "jpeg", 200, 100);
    Path slow = from.resolve("3-slow.jpg");
    // A pipe ends when its writer says so.
    assertThat(new ProcessBuilder("mkfifo", slow.toString()).start().waitFor()).isZero();
    try (Program program =
        Program.start(BEST, "ThumbnailBrowser", from.toString(), to.toString())) {
      program.says("1.jpg");
      program.says("2.jpg");
      Files.write(slow, bytes);
      assertThat(program.endsWith(0)).contains("3-slow.jpg");
    }
    assertThat(to.toFile().list()).hasSize(3);
  }

  @Test
  void withoutAFolderItSaysHowItIsUsed() throws Exception {
    try (Program program = Program.start(BEST, "ThumbnailBrowser", "nowhere", "to")) {
      assertThat(program.endsWith(2)).startsWith("usage: ThumbnailBrowser");
    }
  }

  private String browse(TaskBackend backend, int status, List<String> flags) throws Exception {
    try (Program program =
        Program.start(backend, flags, "ThumbnailBrowser", from.toString(), to.toString())) {
      return program.endsWith(status);
    }
  }

  private Path picture(String name, String format, int width, int height) throws IOException {
    Path file = from.resolve(name);
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    assertThat(ImageIO.write(picture, format, file.toFile())).isTrue();
    return file;
  }
}
