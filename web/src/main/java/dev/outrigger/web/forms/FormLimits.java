package dev.outrigger.web.forms;

/**
 * What a form without files may be. Take {@link #defaults()} and change what you want otherwise.
 *
 * @param fields most fields of a form or a query. Default 1,000; above it 413
 * @param body longest body, in bytes. Default 1 MiB; above it 413
 */
public record FormLimits(int fields, long body) {
  private static final FormLimits DEFAULTS = new FormLimits(1000, 1024 * 1024);

  /**
   * Checks each value.
   *
   * @throws IllegalArgumentException naming the limit and what is wrong with it
   */
  public FormLimits {
    if (fields < 1) {
      throw new IllegalArgumentException("limit fields must be at least 1, but was " + fields);
    }
    if (body < 0) {
      throw new IllegalArgumentException("limit body must be at least 0, but was " + body);
    }
  }

  /** The defaults. */
  public static FormLimits defaults() {
    return DEFAULTS;
  }

  /** These limits with another {@link #fields()}. */
  public FormLimits withFields(int count) {
    return new FormLimits(count, body);
  }

  /** These limits with another {@link #body()}. */
  public FormLimits withBody(long bytes) {
    return new FormLimits(fields, bytes);
  }
}
