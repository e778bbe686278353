package dev.outrigger.cli.arbitration;

import dev.outrigger.cli.options.JvmOptions;
import dev.outrigger.cli.options.ServiceOptions;
import dev.outrigger.cli.options.SupervisorOptions;
import dev.outrigger.cli.output.LogLine;
import dev.outrigger.cli.output.UserError;
import dev.outrigger.cli.server.HostPort;
import dev.outrigger.cli.server.ServerLaunch;
import dev.outrigger.cli.server.ServerMain;
import dev.outrigger.cli.server.ServerSettings;
import dev.outrigger.cli.startup.ServerJvm;
import dev.outrigger.cli.target.TargetName;
import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.listen.Place;
import dev.outrigger.runtime.Registration;
import dev.outrigger.supervisor.arbiter.Rules;
import dev.outrigger.supervisor.host.Ending;
import dev.outrigger.supervisor.host.Launch;
import dev.outrigger.supervisor.host.Launches;
import dev.outrigger.supervisor.host.Station;
import dev.outrigger.supervisor.host.Surroundings;
import dev.outrigger.supervisor.posix.IgnoredSignals;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * An arbiter in the foreground.
 *
 * @param target what to serve
 * @param again the command line of an arbiter that takes the place of this one
 */
public record Arbitration(
    TargetName target,
    List<Place> places,
    SupervisorOptions supervised,
    ServerSettings settings,
    JvmOptions jvm,
    ServiceOptions service,
    List<String> again) {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.cli");

  /** Serves until a signal says stop. Gives the exit status. */
  public int serve() throws Exception {
    Rules rules = supervised.rules();
    Surroundings around = service.begin();
    IgnoredSignals.undo();
    List<Registration> signals = new ArrayList<>();
    try (Station station =
            Station.open(rules, launches(), supervised.probe(), service.places(places), around);
        OnlyOnce names = new OnlyOnce(supervised.pid(), control(station))) {
      station.whenGivingWay(names::close);
      signals.addAll(ArbiterSignals.to(station, rules.graceful()));
      Optional<Reloading> reloading =
          supervised.reload()
              ? Optional.of(Reloading.of(target.find(), station))
              : Optional.empty();
      if (!station.hasPredecessor()) {
        names.take(station, service, places);
      }
      station.begin((_, _) -> served(station, names));
      Ending ending = station.ended().get();
      names.awaitAnswers();
      reloading.ifPresent(Reloading::close);
      if (ending.status() != 0) {
        tell("outrigger: " + ending.reason());
      }
      return ending.status();
    } catch (BindFailedException e) {
      service.sayFirst("outrigger: " + e.getMessage());
      throw new UserError(e.getMessage() + " (--bind)");
    } catch (UserError e) {
      service.sayFirst("outrigger: " + e.getMessage());
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      signals.forEach(Registration::close);
      around.hooks().close();
    }
  }

  private void tell(String line) {
    LogLine.flush();
    System.err.println(line);
    service.sayFirst(line);
  }

  private void served(Station station, OnlyOnce names) {
    service.served();
    if (station.hasPredecessor()) {
      try {
        names.take(station, service, places);
      } catch (IOException | UserError e) {
        LOG.log(Level.ERROR, "The service goes on, but can't be reached as before", e);
      }
    }
    announce(station);
  }

  /** Named after the first port, or else the first Unix socket, or else the program. */
  private Path control(Station station) throws IOException, UserError {
    if (supervised.control().isPresent()) {
      return supervised.control().get();
    }
    return ControlSockets.of(
        station.addresses().stream()
            .map(address -> String.valueOf(address.getPort()))
            .findFirst()
            .or(() -> unixSocket().map(Arbitration::title))
            .orElse(title(Path.of(target.title()))));
  }

  private Optional<Path> unixSocket() {
    return places.stream()
        .flatMap(place ->
            place instanceof Place.Unix unix ? Stream.of(unix.address().getPath()) : Stream.of())
        .findFirst();
  }

  private static String title(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
  }

  private void announce(Station station) {
    List<String> where = new ArrayList<>();
    for (InetSocketAddress address : station.addresses()) {
      where.add(
          settings.entrance().scheme()
              + "://"
              + new HostPort(address.getAddress().getHostAddress(), address.getPort())
              + "/");
    }
    for (Place place : places) {
      switch (place) {
        case Place.Tcp _ -> {}
        case Place.Unix(UnixDomainSocketAddress address, _) -> where.add("unix:" + address);
        case Place.Inherited(int descriptor) -> where.add("descriptor " + descriptor);
      }
    }
    int slots = supervised.workers();
    // One write: others write there too.
    System.out.println(
        "Serving %s at %s (%d server process%s, arbiter %d)"
            .formatted(
                target.title(),
                String.join(", ", where),
                slots,
                slots == 1 ? "" : "es",
                ProcessHandle.current().pid()));
  }

  /** This command's own JVM and jar, with the options that are the server's. */
  private Launches launches() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    return new Launches(server(here), new Launch(again, Map.of(), here));
  }

  private Launch server(Path here) throws IOException {
    ServerJvm java = new ServerJvm(ServerMain.class.getName(), supervised.reload(), jvm.given());
    List<String> command = java.command(JvmOptions.share(supervised.workers()));
    command.addAll(service.launch(target, settings).words());
    return service.around(
        new Launch(
            command,
            JvmOptions.environment(supervised.workers()),
            here,
            java.archive(),
            supervised.reload() ? Optional.of(ServerLaunch.SPARE) : Optional.empty()));
  }
}
