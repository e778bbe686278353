package dev.outrigger.cli;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where to listen, as {@code --bind} takes it.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 * @param port 0 for any free one
 */
record HostPort(String host, int port) {

  /** Reads {@code host:port} and {@code [v6]:port}. */
  static final class Converter implements ITypeConverter<HostPort> {
    @Override
    public HostPort convert(String text) {
      int colon = text.lastIndexOf(':');
      String host = colon < 0 ? "" : text.substring(0, colon);
      boolean bracketed = host.startsWith("[") && host.endsWith("]");
      if (host.isEmpty() || (host.indexOf(':') >= 0 && !bracketed)) {
        throw malformed(text);
      }
      String name = bracketed ? host.substring(1, host.length() - 1) : host;
      int port = port(text, text.substring(colon + 1));
      if (new InetSocketAddress(name, port).isUnresolved()) {
        throw new TypeConversionException("no address is known for the host '" + name + "'");
      }
      return new HostPort(name, port);
    }

    private static int port(String text, String digits) {
      try {
        return new PortConverter().convert(digits);
      } catch (TypeConversionException e) {
        throw malformed(text);
      }
    }

    private static TypeConversionException malformed(String text) {
      return new TypeConversionException(
          "'" + text + "' is no HOST:PORT, such as 127.0.0.1:8888 or [::1]:8888");
    }
  }

  /** Reads a port alone. */
  static final class PortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
        throw new TypeConversionException("'" + text + "' is no port from 0 to 65535");
      }
      return Integer.valueOf(text);
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
