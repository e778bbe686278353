package dev.outrigger.cli.options;

import dev.outrigger.cli.server.HostPort;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.listen.Place;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a service listens, as {@code --bind} takes it. */
public sealed interface Bind {
  /** {@code host:port}, {@code [v6]:port}. */
  record Tcp(HostPort address) implements Bind {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /** {@code unix:/run/app.sock}. */
  record Unix(Path path) implements Bind {
    @Override
    public String toString() {
      return PREFIX + path;
    }
  }

  String PREFIX = "unix:";

  /** As a place that is not opened yet. */
  default Place place() {
    return switch (this) {
      case Tcp(HostPort address) ->
          new Place.Tcp(new InetSocketAddress(address.host(), address.port()));
      case Unix(Path path) -> Endpoint.of(UnixDomainSocketAddress.of(path)).place();
    };
  }

  /** Reads both. */
  final class Converter implements ITypeConverter<Bind> {
    @Override
    public Bind convert(String text) {
      if (!text.startsWith(PREFIX)) {
        return new Tcp(new HostPortConverters.Address().convert(text));
      }
      if (text.length() == PREFIX.length()) {
        throw new TypeConversionException(
            "'" + text + "' names no path, as unix:/run/app.sock does");
      }
      return new Unix(Path.of(text.substring(PREFIX.length())));
    }
  }
}
