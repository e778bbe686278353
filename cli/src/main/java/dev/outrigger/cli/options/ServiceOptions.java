package dev.outrigger.cli.options;

import dev.outrigger.cli.output.LogLine;
import dev.outrigger.cli.output.UserError;
import dev.outrigger.cli.server.ServerLaunch;
import dev.outrigger.cli.server.ServerSettings;
import dev.outrigger.cli.target.TargetName;
import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.HttpServer;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.listen.Place;
import dev.outrigger.supervisor.hooks.Facts;
import dev.outrigger.supervisor.hooks.Hooks;
import dev.outrigger.supervisor.hooks.Moment;
import dev.outrigger.supervisor.host.Launch;
import dev.outrigger.supervisor.host.Station;
import dev.outrigger.supervisor.host.Surroundings;
import dev.outrigger.supervisor.metrics.Statsd;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What there is around the processes of a service. */
public final class ServiceOptions {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.cli");

  /** How commands name the field for it. */
  public static final String NAME = "service";

  @Mixin private LogOptions log = new LogOptions();

  @Mixin private ProcessOptions process = new ProcessOptions();

  @Mixin private HookOptions hooks = new HookOptions();

  @Mixin private MetricsOptions metrics = new MetricsOptions();

  /**
   * Refuses all of it where there is no arbiter.
   *
   * @param command of which this is a part
   * @param wanted what would bring one
   */
  public static void requireNone(CommandSpec command, String wanted) throws UserError {
    CommandSpec own = Optional.ofNullable(command.mixins().get(NAME)).orElseThrow();
    for (OptionSpec option : own.options()) {
      boolean given =
          switch (option.getValue()) {
            case Optional<?> value -> value.isPresent();
            case List<?> values -> !values.isEmpty();
            case null, default -> false;
          };
      if (given) {
        throw UserError.misuse(option.longestName() + " needs " + wanted);
      }
    }
  }

  /** Refuses what can't be put into force. */
  public void require() throws UserError {
    process.require();
  }

  /**
   * Puts into force what holds for this process too, and asks the operator's command whether a
   * service may start.
   */
  public Surroundings begin() throws IOException, UserError {
    process.setUmask();
    log.open(process.account());
    LogLine.install(LogLine.ARBITER, log.isGiven());
    Hooks commands = hooks.hooks();
    Optional<String> refusal = commands.ask(Moment.START, Facts.NONE).join();
    if (refusal.isPresent()) {
      commands.close();
      throw new UserError("nothing is started: " + refusal.get());
    }
    return new Surroundings(log.file(process.account()), process.account(), commands);
  }

  /** Says why nothing was started, where that would be seen by nobody else. */
  public void sayFirst(String line) {
    log.sayFirst(line);
  }

  /** It serves: what is wrong from now on is the log's. */
  public void served() {
    log.leaveFirst();
  }

  /** Places as they are opened. */
  public List<Place> places(List<Place> places) {
    return places.stream().map(process::masked).toList();
  }

  /**
   * Gives to server processes what was opened for them, and to those who collect numbers what they
   * want.
   *
   * @return closes what was opened for that
   */
  public Watchers opened(List<Place> places, Station station) throws IOException, UserError {
    process.own(places);
    Optional<HttpServer> admin = Optional.empty();
    Optional<Endpoint> where = metrics.admin();
    if (where.isPresent()) {
      try {
        admin = Optional.of(station.answer(where.get()));
      } catch (BindFailedException e) {
        throw new UserError(e.getMessage() + " (--admin)");
      }
      admin
          .get()
          .addresses()
          .forEach(address ->
              LOG.log(Level.INFO, "/metrics, /health and /ready are answered at {0}", address));
    }
    Optional<Statsd> statsd = metrics.statsd();
    statsd.ifPresent(station::measure);
    return new Watchers(admin, statsd);
  }

  /** Those who look at a service as long as its arbiter lives. */
  public record Watchers(Optional<HttpServer> admin, Optional<Statsd> statsd)
      implements AutoCloseable {
    @Override
    public void close() {
      admin.ifPresent(HttpServer::close);
      statsd.ifPresent(Statsd::close);
    }
  }

  /**
   * What a server process of this service is told.
   *
   * @param target what it serves
   */
  public ServerLaunch launch(TargetName target, ServerSettings settings) throws IOException {
    return new ServerLaunch(
        target, settings, Optional.empty(), log.path(), process.numbers(), false);
  }

  /** How such a process is started, as whom and in which surroundings. */
  public Launch around(Launch launch) throws IOException {
    Map<String, String> environment = new HashMap<>(launch.environment());
    environment.putAll(process.environment());
    return new Launch(
        process.running(launch.command()),
        environment,
        launch.folder(),
        // The archive is in a folder of this user's own.
        process.account().isPresent() ? Optional.empty() : launch.archive(),
        launch.spare());
  }
}
