package dev.outrigger.web.forms;

/**
 * What a form with files may be. Take {@link #defaults()} and change what you want otherwise. Above
 * each of them 413.
 *
 * @param parts most parts. Default 100
 * @param headers longest header section of a part, in bytes. Default 8 KiB
 * @param field longest value of a field, in bytes: of a part without a file name. Default 1 MiB
 * @param fields longest that the values of all fields may be together, in bytes. Default 4 MiB
 * @param file longest file, in bytes. Default 100 MiB
 * @param total longest body, in bytes, whatever is in it. Default 256 MiB
 */
public record MultipartLimits(
    int parts, int headers, long field, long fields, long file, long total) {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * 1024;
  private static final MultipartLimits DEFAULTS =
      new MultipartLimits(100, 8 * KIB, MIB, 4L * MIB, 100L * MIB, 256L * MIB);

  /**
   * Checks each value.
   *
   * @throws IllegalArgumentException naming the limit and what is wrong with it
   */
  public MultipartLimits {
    atLeast("parts", parts, 1);
    atLeast("headers", headers, 64);
    atLeast("field", field, 0);
    atLeast("fields", fields, 0);
    atLeast("file", file, 0);
    atLeast("total", total, 0);
  }

  /** The defaults. */
  public static MultipartLimits defaults() {
    return DEFAULTS;
  }

  /** These limits with another {@link #parts()}. */
  public MultipartLimits withParts(int count) {
    return new MultipartLimits(count, headers, field, fields, file, total);
  }

  /** These limits with another {@link #headers()}. */
  public MultipartLimits withHeaders(int bytes) {
    return new MultipartLimits(parts, bytes, field, fields, file, total);
  }

  /** These limits with another {@link #field()}. */
  public MultipartLimits withField(long bytes) {
    return new MultipartLimits(parts, headers, bytes, fields, file, total);
  }

  /** These limits with another {@link #fields()}. */
  public MultipartLimits withFields(long bytes) {
    return new MultipartLimits(parts, headers, field, bytes, file, total);
  }

  /** These limits with another {@link #file()}. */
  public MultipartLimits withFile(long bytes) {
    return new MultipartLimits(parts, headers, field, fields, bytes, total);
  }

  /** These limits with another {@link #total()}. */
  public MultipartLimits withTotal(long bytes) {
    return new MultipartLimits(parts, headers, field, fields, file, bytes);
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "limit " + name + " must be at least " + least + ", but was " + value);
    }
  }
}
