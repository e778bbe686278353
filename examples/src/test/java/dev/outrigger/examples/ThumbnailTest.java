package dev.outrigger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ThumbnailTest {
  @SuppressWarnings("NullAway.Init")
  private static Demo demo;

  @BeforeAll
  static void start() throws Exception {
    demo = Demo.start(TaskBackend.best());
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @Test
  void aWideJpegBecomes256PixelsWide() throws Exception {
    HttpResponse<byte[]> made =
        demo.post("/thumbnail", encoded(1600, 900, BufferedImage.TYPE_INT_RGB, "jpeg"));
    assertThat(made.headers().firstValue("Content-Type")).contains("image/jpeg");
    BufferedImage small = decoded(made.body());
    assertThat(small.getWidth()).isEqualTo(256);
    assertThat(small.getHeight()).isEqualTo(144);
  }

  @Test
  void aTallPngKeepsItsTypeAndItsTransparency() throws Exception {
    HttpResponse<byte[]> made =
        demo.post("/thumbnail", encoded(300, 3000, BufferedImage.TYPE_INT_ARGB, "png"));
    assertThat(made.headers().firstValue("Content-Type")).contains("image/png");
    BufferedImage small = decoded(made.body());
    assertThat(small.getHeight()).isEqualTo(256);
    assertThat(small.getColorModel().hasAlpha()).isTrue();
  }

  @Test
  void aSmallImageKeepsItsSize() throws Exception {
    HttpResponse<byte[]> made =
        demo.post("/thumbnail", encoded(20, 10, BufferedImage.TYPE_INT_RGB, "png"));
    assertThat(decoded(made.body()).getWidth()).isEqualTo(20);
  }

  @Test
  void aLineOfPixelsStaysALine() throws Exception {
    HttpResponse<byte[]> made =
        demo.post("/thumbnail", encoded(20_000, 1, BufferedImage.TYPE_INT_RGB, "png"));
    BufferedImage small = decoded(made.body());
    assertThat(small.getWidth()).isEqualTo(256);
    assertThat(small.getHeight()).isEqualTo(1);
  }

  @Test
  void aBrokenImageIs422() throws Exception {
    byte[] png = encoded(100, 100, BufferedImage.TYPE_INT_RGB, "png");
    assertProblem(demo.post("/thumbnail", Arrays.copyOf(png, 60)), 422, "The image is broken");
  }

  @Test
  void aJpegWhoseEndIsMissingIs422() throws Exception {
    byte[] jpeg = encoded(600, 400, BufferedImage.TYPE_INT_RGB, "jpeg");
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length / 2);
    assertProblem(demo.post("/thumbnail", cut), 422, "The image is broken");
  }

  @Test
  void textIsNoImage() throws Exception {
    byte[] text = "hello".getBytes(StandardCharsets.US_ASCII);
    assertProblem(demo.post("/thumbnail", text), 422, "The body is no image");
    assertProblem(demo.post("/thumbnail", new byte[0]), 422, "The body is no image");
  }

  @Test
  void otherTypesOfImagesAre422() throws Exception {
    byte[] gif = encoded(10, 10, BufferedImage.TYPE_BYTE_INDEXED, "gif");
    assertProblem(demo.post("/thumbnail", gif), 422, "The image is of type gif");
  }

  @Test
  void aBombOfPixelsIsRefusedUnread() throws Exception {
    byte[] bomb = pngThatClaims(50_000, 50_000);
    assertProblem(demo.post("/thumbnail", bomb), 422, "The image has 50000 x 50000 pixels");
  }

  @Test
  void aHugeImageIsMadeSmallWithinTheHeapOfAWorker() throws Exception {
    byte[] huge = encoded(12_000, 8_000, BufferedImage.TYPE_BYTE_BINARY, "png");
    assertThat(decoded(demo.post("/thumbnail", huge).body()).getWidth()).isEqualTo(256);
  }

  @Test
  void moreThan20MegabytesAre413() throws Exception {
    assertProblem(demo.post("/thumbnail", new byte[(20 << 20) + 1]), 413, "20971520");
  }

  private static byte[] encoded(int width, int height, int type, String format) throws IOException {
    var image = new BufferedImage(width, height, type);
    for (int x = 0; x < width; x += 7) {
      image.setRGB(x, height / 2, 0x80ff8000);
    }
    var out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static BufferedImage decoded(byte[] bytes) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    assertThat(image)
        .as("a decodable image, not: %s", new String(bytes, StandardCharsets.UTF_8))
        .isNotNull();
    return image;
  }

  static byte[] pngThatClaims(int width, int height) throws IOException {
    byte[] png = encoded(1, 1, BufferedImage.TYPE_INT_RGB, "png");
    // The first chunk: 8 bytes of signature, 4 of length, 4 of name, then the size; a CRC follows.
    ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
    var crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    return png;
  }

  private static void assertProblem(HttpResponse<byte[]> response, int status, String reason) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).as(body).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(body).contains("\"status\":" + status).contains(reason);
  }
}
