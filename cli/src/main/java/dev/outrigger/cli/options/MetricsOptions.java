package dev.outrigger.cli.options;

import dev.outrigger.cli.server.HostPort;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.listen.Place;
import dev.outrigger.supervisor.metrics.Statsd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who is told the numbers of a service. */
final class MetricsOptions {
  @Option(
      names = "--statsd",
      paramLabel = "HOST:PORT",
      converter = HostPortConverters.Address.class,
      description = "A statsd server that is sent numbers by UDP, once a second.")
  private Optional<HostPort> statsd = Optional.empty();

  @Option(
      names = "--statsd-prefix",
      paramLabel = "TEXT",
      description = "What the names of these numbers begin with; a dot is put behind it.")
  private Optional<String> prefix = Optional.empty();

  @Option(
      names = "--admin",
      paramLabel = "ADDRESS",
      converter = Bind.Converter.class,
      description =
          "Where the arbiter answers GET /metrics (for Prometheus), /health and /ready: HOST:PORT"
              + " or unix:PATH, where clients of the service don't come (default: nowhere).")
  private Optional<Bind> admin = Optional.empty();

  /** The way to the statsd server, if there is to be one. */
  Optional<Statsd> statsd() throws IOException {
    return statsd.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Statsd.to(
                new InetSocketAddress(statsd.get().host(), statsd.get().port()),
                prefix.orElse("")));
  }

  /** Where the arbiter answers. */
  Optional<Endpoint> admin() {
    return admin.map(where -> endpoint(where.place()));
  }

  private static Endpoint endpoint(Place place) {
    return switch (place) {
      case Place.Tcp(InetSocketAddress address) -> Endpoint.of(address);
      case Place.Unix unix -> Endpoint.of(unix.address());
      case Place.Inherited(int descriptor) -> Endpoint.inherited(descriptor);
    };
  }
}
