package dev.outrigger.examples.thumbnails;

import dev.outrigger.web.Problem;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a picture says of itself, read without decoding it: some bytes, in this process, by code
 * that can't be made to do more. The name of the file and the type that the client claims don't
 * count. A header may lie; then the limits of the worker count.
 */
record PictureHeader(String type, int width, int height) {
  private static final int MOST_PIXELS = 50_000_000;
  private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
  private static final byte[] GIF = {'G', 'I', 'F', '8'};
  private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ff");

  /**
   * Reads it from a file; blocks.
   *
   * @throws Problem 415 if it is no picture, 422 if it can't be used
   */
  static PictureHeader read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(PNG.length);
      byte[] start = in.readNBytes(PNG.length);
      in.reset();
      PictureHeader header = read(start, new DataInputStream(in));
      if (header.width < 1
          || header.height < 1
          || (long) header.width * header.height > MOST_PIXELS) {
        throw Problem.unprocessable(
            "The picture has %d x %d pixels; the most is %d"
                .formatted(header.width, header.height, MOST_PIXELS));
      }
      return header;
    } catch (EOFException e) {
      throw Problem.unprocessable("The picture is broken: it ends within its header");
    }
  }

  private static PictureHeader read(byte[] start, DataInputStream in) throws IOException {
    if (Arrays.equals(start, PNG)) {
      in.skipNBytes(16);
      return new PictureHeader("image/png", in.readInt(), in.readInt());
    }
    if (startsWith(start, GIF)) {
      in.skipNBytes(6);
      int width = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
      int height = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
      return new PictureHeader("image/gif", width, height);
    }
    if (startsWith(start, JPEG)) {
      return ofJpeg(in);
    }
    throw Problem.of(415, "The file is no picture that this service reads: JPEG, PNG or GIF");
  }

  /** Goes from segment to segment, to the one that begins a frame. */
  private static PictureHeader ofJpeg(DataInputStream in) throws IOException {
    in.skipNBytes(2);
    while (in.readUnsignedByte() == 0xff) {
      int kind = in.readUnsignedByte();
      while (kind == 0xff) {
        kind = in.readUnsignedByte();
      }
      int length = in.readUnsignedShort();
      if (isFrame(kind)) {
        in.skipNBytes(1);
        int height = in.readUnsignedShort();
        return new PictureHeader("image/jpeg", in.readUnsignedShort(), height);
      }
      if (kind == 0xda || length < 2) {
        break;
      }
      in.skipNBytes(length - 2);
    }
    throw Problem.unprocessable("The picture is broken: its JPEG header makes no sense");
  }

  /** C0 to CF, but for those that define tables. */
  private static boolean isFrame(int kind) {
    return kind >= 0xc0 && kind <= 0xcf && kind != 0xc4 && kind != 0xc8 && kind != 0xcc;
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }
}
