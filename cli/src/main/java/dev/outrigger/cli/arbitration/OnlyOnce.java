package dev.outrigger.cli.arbitration;

import dev.outrigger.cli.options.ServiceOptions;
import dev.outrigger.cli.output.UserError;
import dev.outrigger.http.listen.Place;
import dev.outrigger.supervisor.control.Door;
import dev.outrigger.supervisor.host.Station;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What only one arbiter of a service can have, and lets go of when another one takes over. */
final class OnlyOnce implements AutoCloseable {
  private final Optional<Path> pid;
  private final Path control;
  private Optional<PidFile> pidFile = Optional.empty();
  private Optional<Door> door = Optional.empty();
  // Who has asked there still waits when its name is another one's.
  private Optional<Door> last = Optional.empty();
  private Optional<ServiceOptions.Watchers> watchers = Optional.empty();

  OnlyOnce(Optional<Path> pid, Path control) {
    this.pid = pid;
    this.control = control;
  }

  /**
   * Takes the pid file, the control socket and the address for those who look on.
   *
   * @throws UserError if the service runs already
   * @throws IOException if one of them can't be had
   */
  synchronized void take(Station station, ServiceOptions service, List<Place> places)
      throws IOException, UserError {
    pidFile = Optional.of(PidFile.write(pid));
    door = Optional.of(door(station));
    last = door;
    watchers = Optional.of(service.opened(places, station));
  }

  private Door door(Station station) throws UserError {
    try {
      return Door.open(control, station.operator()::obey);
    } catch (IOException e) {
      throw new UserError(e.getMessage() + "; name another control socket with --control");
    }
  }

  /** Waits a moment until those who have asked by the control socket know what came of it. */
  void awaitAnswers() throws InterruptedException {
    Optional<Door> asked;
    synchronized (this) {
      asked = last;
    }
    if (asked.isPresent()) {
      asked.get().awaitAnswers();
    }
  }

  @Override
  public synchronized void close() {
    watchers.ifPresent(ServiceOptions.Watchers::close);
    door.ifPresent(Door::close);
    pidFile.ifPresent(PidFile::close);
    watchers = Optional.empty();
    door = Optional.empty();
    pidFile = Optional.empty();
  }
}
