package dev.outrigger.cli.options;

import dev.outrigger.pool.wording.Amounts;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times and sizes as people write them, everywhere in Outrigger. */
final class AmountConverters {
  private AmountConverters() {}

  private static <T> T read(String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException("'" + text + "': " + wrong.getMessage());
    }
  }

  /** {@code 30s}, {@code 500ms}, {@code 5m}, {@code 2h}. */
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (text.matches("[0-9]+")) {
        throw new TypeConversionException(
            "'%s' has no unit: is it %ss or %sms?".formatted(text, text, text));
      }
      return read(text, Amounts::parseTime);
    }
  }

  /** {@code 512m}, {@code 2g}, a number of bytes. */
  static final class Size implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return read(text, Amounts::parseSize);
    }
  }
}
