package dev.outrigger.cli.options;

import dev.outrigger.cli.server.Spelling;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Transport;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Option values: constants in their {@link Spelling}, and counts that are at least one. */
public final class OptionValues {
  /** More loops or worker processes than this is a slip of the finger. */
  private static final int MOST = 1024;

  private OptionValues() {}

  private static <E extends Enum<E>> E parse(Class<E> type, String text) {
    try {
      return Spelling.parse(type, text);
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException(String.valueOf(wrong.getMessage()));
    }
  }

  /** A number of things, which is at least one. */
  public static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > MOST) {
        throw new TypeConversionException("'" + text + "' is no number from 1 to " + MOST);
      }
      return Integer.valueOf(text);
    }
  }

  static final class TransportConverter implements ITypeConverter<Transport> {
    @Override
    public Transport convert(String text) {
      Transport transport = parse(Transport.class, text);
      if (!transport.isAvailable()) {
        throw new TypeConversionException(
            "this machine has no " + text + "; without the option the best one is taken");
      }
      return transport;
    }
  }

  static final class TaskBackendConverter implements ITypeConverter<TaskBackend> {
    @Override
    public TaskBackend convert(String text) {
      TaskBackend backend = parse(TaskBackend.class, text);
      if (!backend.isAvailable()) {
        throw new TypeConversionException(
            text + " tasks need the JVM flag --add-opens=java.base/java.lang=ALL-UNNAMED");
      }
      return backend;
    }
  }
}
