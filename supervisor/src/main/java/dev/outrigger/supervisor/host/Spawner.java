package dev.outrigger.supervisor.host;

import dev.outrigger.pool.process.StartupArchive;
import dev.outrigger.supervisor.talk.Meeting;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts server processes, and sees to it that the next one starts more quickly: by an archive of
 * loaded classes, which is made aside once somebody serves, and, where that is wanted, by a spare
 * process, started already, that waits for its meeting. The spare ends by itself when this process
 * does, by the end of its input.
 *
 * <p>Threading: the arbiter's thread; {@link #close} from any.
 */
final class Spawner implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");

  private final Launch launch;
  private Optional<Spawned> spare = Optional.empty();
  private boolean serves;
  private boolean closed;

  Spawner(Launch launch) {
    this.launch = launch;
  }

  Spawned start(Meeting meeting) throws IOException {
    Optional<Spawned> waiting = takeSpare();
    if (waiting.isPresent() && tell(waiting.get(), meeting)) {
      return waiting.get();
    }
    Map<String, String> environment = new HashMap<>(launch.environment());
    meeting.putInto(environment);
    return start(List.of(), environment, Redirect.INHERIT);
  }

  private synchronized Optional<Spawned> takeSpare() {
    Optional<Spawned> taken = spare.filter(each -> each.process().isAlive());
    spare = Optional.empty();
    return taken;
  }

  private static boolean tell(Spawned waiting, Meeting meeting) {
    try (OutputStream in = waiting.process().getOutputStream()) {
      meeting.tell(in);
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  private Spawned start(List<String> more, Map<String, String> environment, Redirect input)
      throws IOException {
    Optional<Path> archived = launch.archive().flatMap(StartupArchive::file);
    List<String> command = new ArrayList<>(launch.command());
    archived.ifPresent(file -> command.addAll(1, StartupArchive.arguments(file)));
    command.addAll(more);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(launch.folder().toFile())
            .inheritIO()
            .redirectInput(input);
    // This process may itself have been started by a server process of another service.
    boolean _ = builder.environment().keySet().removeAll(Meeting.VARIABLES);
    builder.environment().putAll(environment);
    return new Spawned(builder.start(), archived);
  }

  /** Somebody serves: now is the time to make the next ones quicker. */
  synchronized void served() {
    serves = true;
    if (!closed) {
      launch.archive().ifPresent(StartupArchive::wanted);
    }
    replaceSpare();
  }

  /** The spare may be used up, by one that could not start. */
  synchronized void replaceSpare() {
    if (serves && !closed) {
      if (launch.spare().isPresent() && spare.filter(each -> each.process().isAlive()).isEmpty()) {
        startSpare(launch.spare().get());
      }
    }
  }

  private void startSpare(String argument) {
    try {
      spare = Optional.of(start(List.of(argument), launch.environment(), Redirect.PIPE));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no process is started ahead", e);
    }
  }

  /**
   * A process ended before it was proven. Whether another try without its archive may go better; it
   * is used no more then.
   */
  boolean blames(Spawned stillborn) {
    if (stillborn.archive().isEmpty() || launch.archive().isEmpty() || !stillborn.crashed()) {
      return false;
    }
    launch.archive().get().distrust(stillborn.archive().get());
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    launch.archive().ifPresent(StartupArchive::stop);
    spare.ifPresent(each -> each.process().destroy());
    spare = Optional.empty();
  }
}
