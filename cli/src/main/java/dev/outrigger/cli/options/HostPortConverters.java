package dev.outrigger.cli.options;

import dev.outrigger.cli.server.HostPort;
import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where to listen, as a command line says it. */
public final class HostPortConverters {
  private HostPortConverters() {}

  /** An address whose host is known. */
  public static final class Address implements ITypeConverter<HostPort> {
    @Override
    public HostPort convert(String text) {
      HostPort address = parsed(text);
      if (new InetSocketAddress(address.host(), address.port()).isUnresolved()) {
        throw new TypeConversionException(
            "no address is known for the host '" + address.host() + "'");
      }
      return address;
    }

    private static HostPort parsed(String text) {
      try {
        return HostPort.of(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(String.valueOf(wrong.getMessage()));
      }
    }
  }

  /** A port alone. */
  public static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!HostPort.isPort(text)) {
        throw new TypeConversionException("'" + text + "' is no port from 0 to 65535");
      }
      return Integer.valueOf(text);
    }
  }
}
