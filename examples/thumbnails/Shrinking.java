package dev.outrigger.examples.thumbnails;

import dev.outrigger.web.Problem;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * What a worker process does. It may be killed at any moment, so it changes nothing: it reads a
 * file and returns bytes.
 */
final class Shrinking {
  private Shrinking() {}

  /**
   * The picture in this file, so many pixels wide, or as wide as it is if that is less: a PNG if it
   * lets something shine through, else a JPEG.
   */
  static byte[] thumbnail(File file, int width) throws IOException {
    ImageIO.setUseCache(false);
    try (ImageInputStream in = ImageIO.createImageInputStream(file)) {
      if (in == null) {
        throw Problem.notFound("The picture is gone; upload it again");
      }
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw broken("no decoder knows it");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return encode(shrink(decode(reader, width), width));
      } finally {
        reader.dispose();
      }
    }
  }

  /** Reads only every n-th pixel of a huge picture, so that it fits into a small heap. */
  private static BufferedImage decode(ImageReader reader, int width) {
    try {
      var options = reader.getDefaultReadParam();
      int step = Math.max(1, reader.getWidth(0) / (2 * width));
      int down = Math.min(step, reader.getHeight(0));
      options.setSourceSubsampling(step, down, 0, 0);
      reader.addIIOReadWarningListener((_, warning) -> refuseTruncated(warning));
      return reader.read(0, options);
    } catch (Problem problem) {
      throw problem;
    } catch (IOException | RuntimeException e) {
      // Decoders throw whatever comes to them, given nonsense.
      throw broken(String.valueOf(e.getMessage()));
    }
  }

  /** The JDK fills the rest of a cut-off JPEG with grey and only warns. */
  private static void refuseTruncated(String warning) {
    if (warning.contains("Premature end") || warning.contains("Truncated")) {
      throw broken("its end is missing");
    }
  }

  private static Problem broken(String why) {
    return Problem.unprocessable("The picture is broken: " + why);
  }

  private static BufferedImage shrink(BufferedImage image, int most) {
    int width = Math.min(most, image.getWidth());
    int height =
        (int) Math.max(1, Math.round((double) image.getHeight() * width / image.getWidth()));
    boolean opaque = image.getColorModel().getTransparency() == BufferedImage.OPAQUE;
    var small =
        new BufferedImage(
            width, height, opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = small.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    return small;
  }

  private static byte[] encode(BufferedImage image) throws IOException {
    String format = image.getColorModel().hasAlpha() ? "png" : "jpeg";
    var out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw broken("its colours can't be written as " + format);
    }
    return out.toByteArray();
  }
}
