package dev.outrigger.examples.thumbnails;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures of good and of bad will. */
final class TestPictures {
  private TestPictures() {}

  static byte[] png(int width, int height, Color colour) throws IOException {
    return encoded(width, height, colour, BufferedImage.TYPE_INT_ARGB, "png");
  }

  static byte[] jpeg(int width, int height, Color colour) throws IOException {
    return encoded(width, height, colour, BufferedImage.TYPE_INT_RGB, "jpeg");
  }

  static byte[] gif(int width, int height, Color colour) throws IOException {
    return encoded(width, height, colour, BufferedImage.TYPE_BYTE_INDEXED, "gif");
  }

  private static byte[] encoded(int width, int height, Color colour, int type, String format)
      throws IOException {
    var image = new BufferedImage(width, height, type);
    var pen = image.createGraphics();
    pen.setColor(colour);
    pen.fillRect(0, 0, width, height);
    pen.dispose();
    var out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IOException("nothing writes " + format);
    }
    return out.toByteArray();
  }

  static BufferedImage decoded(byte[] bytes) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  static byte[] pngThatClaims(int width, int height) throws IOException {
    byte[] png = png(1, 1, Color.RED);
    // The first chunk: 8 bytes of signature, 4 of length, 4 of name, then the size; a CRC follows.
    ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
    var crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    return png;
  }

  /**
   * A GIF whose header says 10 x 10, and whose only frame has this size: a megabyte of it holds
   * thousands of millions of pixels, all of one colour.
   */
  static byte[] gifThatLies(int width, int height) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a', 10, 0, 10, 0, (byte) 0x87, 0, 0});
    // 256 colours, so that a pixel takes a byte.
    out.writeBytes(new byte[256 * 3]);
    ByteBuffer frame = ByteBuffer.allocate(11).order(ByteOrder.LITTLE_ENDIAN);
    frame.put((byte) ',').putShort((short) 0).putShort((short) 0);
    frame.putShort((short) width).putShort((short) height).put((byte) 0).put((byte) 2);
    out.writeBytes(frame.array());
    byte[] data = run((long) width * height);
    for (int from = 0; from < data.length; from += 255) {
      int length = Math.min(255, data.length - from);
      out.write(length);
      out.write(data, from, length);
    }
    out.write(0);
    out.write(';');
    return out.toByteArray();
  }

  /** So many pixels of the first colour, by LZW: each code stands for one pixel more. */
  private static byte[] run(long pixels) {
    var out = new ByteArrayOutputStream();
    long bits = 4;
    int filled = 3;
    int next = 6;
    int width = 3;
    int code = 0;
    for (long left = pixels; left > 0; left -= code == 0 ? 1 : code - 4) {
      code = left == pixels ? 0 : Math.min(next, 4095);
      bits |= (long) code << filled;
      filled += width;
      for (; filled >= 8; filled -= 8, bits >>= 8) {
        out.write((int) bits & 0xff);
      }
      if (code == next) {
        next++;
        width = next == 1 << width && width < 12 ? width + 1 : width;
      }
    }
    bits |= 5L << filled;
    for (filled += width; filled > 0; filled -= 8, bits >>= 8) {
      out.write((int) bits & 0xff);
    }
    return out.toByteArray();
  }
}
