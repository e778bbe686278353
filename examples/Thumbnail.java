package dev.outrigger.examples;

import dev.outrigger.web.Problem;
import dev.outrigger.web.Response;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A small picture of a large one. Decoders of images are where a server meets hostile input: one
 * file of a few kilobytes can ask for gigabytes of memory. In a worker process that is one failed
 * request.
 */
final class Thumbnail implements Serializable {
  private static final int SIDE = 256;
  private static final long MOST_PIXELS = 100_000_000;

  private final String format;
  private final byte[] bytes;

  private Thumbnail(String format, byte[] bytes) {
    this.format = format;
    this.bytes = bytes;
  }

  /** Makes the longer side 256 pixels. Runs in a worker process. */
  static Thumbnail of(byte[] original) throws IOException {
    ImageIO.setUseCache(false);
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(original))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw Problem.unprocessable("The body is no image; send a JPEG or a PNG");
      }
      ImageReader reader = readers.next();
      reader.setInput(in, true, true);
      String format = reader.getFormatName().toLowerCase(Locale.ROOT);
      if (!Set.of("jpeg", "png").contains(format)) {
        throw Problem.unprocessable("The image is of type " + format + "; send a JPEG or a PNG");
      }
      return new Thumbnail(format, encode(shrink(decode(reader)), format));
    }
  }

  Response response() {
    return Response.bytes("image/" + format, bytes);
  }

  /** Reads only every n-th pixel of a huge picture, so that it fits into a small heap. */
  private static BufferedImage decode(ImageReader reader) {
    try {
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > MOST_PIXELS) {
        throw Problem.unprocessable(
            "The image has " + width + " x " + height + " pixels; the most is " + MOST_PIXELS);
      }
      var options = reader.getDefaultReadParam();
      int step = Math.max(1, Math.max(width, height) / (4 * SIDE));
      options.setSourceSubsampling(Math.min(step, width), Math.min(step, height), 0, 0);
      reader.addIIOReadWarningListener((_, warning) -> refuseTruncated(warning));
      return reader.read(0, options);
    } catch (Problem problem) {
      throw problem;
    } catch (IOException | RuntimeException broken) {
      throw Problem.unprocessable("The image is broken: " + broken.getMessage());
    }
  }

  /** The JDK fills the rest of a cut-off JPEG with grey and only warns. */
  private static void refuseTruncated(String warning) {
    if (warning.contains("Premature end") || warning.contains("Truncated")) {
      throw Problem.unprocessable("The image is broken: its end is missing");
    }
  }

  /** Halves it until one last step remains, which looks better than one large step. */
  private static BufferedImage shrink(BufferedImage image) {
    int longest = Math.max(image.getWidth(), image.getHeight());
    if (longest <= SIDE) {
      return image;
    }
    double factor = longest > 2 * SIDE ? 0.5 : (double) SIDE / longest;
    int width = (int) Math.max(1, Math.round(image.getWidth() * factor));
    int height = (int) Math.max(1, Math.round(image.getHeight() * factor));
    boolean opaque = image.getColorModel().getTransparency() == BufferedImage.OPAQUE;
    var smaller =
        new BufferedImage(
            width, height, opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = smaller.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    return shrink(smaller);
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    var out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw Problem.unprocessable("The image's colours can't be written as " + format);
    }
    return out.toByteArray();
  }
}
