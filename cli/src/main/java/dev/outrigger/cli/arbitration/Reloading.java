package dev.outrigger.cli.arbitration;

import dev.outrigger.cli.target.Target;
import dev.outrigger.runtime.watch.FileWatch;
import dev.outrigger.supervisor.control.Command;
import dev.outrigger.supervisor.control.Control.Outcome;
import dev.outrigger.supervisor.host.Station;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Reloads a service when what it serves has changed on the disk. One reload at a time: whatever is
 * saved while it goes on is one change for the next.
 */
final class Reloading implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.cli");

  /** Compilers and packers write for a while. */
  private static final Duration BUILDS = Duration.ofMillis(300);

  private final List<FileWatch> watches = new ArrayList<>();

  /** Begins to watch. */
  static Reloading of(Target target, Station station) throws IOException, InterruptedException {
    Reloading reloading = new Reloading();
    switch (target) {
      case Target.Source(Path file, List<Path> libraries) -> {
        reloading.watches.add(sources(file));
        reloading.addClasses(libraries);
      }
      case Target.Classes(String _, List<Path> roots, Optional<String> _) ->
          reloading.addClasses(roots);
    }
    for (FileWatch watch : reloading.watches) {
      Thread.ofPlatform().daemon().name("reload").start(() -> run(watch, station));
    }
    return reloading;
  }

  private void addClasses(List<Path> roots) throws IOException, InterruptedException {
    if (!roots.isEmpty()) {
      watches.add(FileWatch.of(roots.toArray(Path[]::new)).withoutNoise().quiet(BUILDS).start());
    }
  }

  /** A program uses sources of one folder: what lies below may be a home folder with all in it. */
  private static FileWatch sources(Path file) throws IOException, InterruptedException {
    Path folder = file.toAbsolutePath().resolveSibling("").normalize();
    return FileWatch.of(folder)
        .exclude("{*[!a],*[!v]a,*[!a]va,*[!j]ava,*[!.]java,java,ava,va,a}")
        .withoutNoise()
        .start();
  }

  private static void run(FileWatch watch, Station station) {
    try {
      while (true) {
        var changes = watch.next();
        LOG.log(Level.INFO, "{0} has changed", changes.iterator().next().path().getFileName());
        Outcome _ = station.operator().obey(new Command.Reload()).get();
      }
    } catch (ClosedWatchServiceException | InterruptedException over) {
      // The service ends.
    } catch (IOException | ExecutionException e) {
      LOG.log(Level.ERROR, "Changes are not seen any more, reload by hand: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    watches.forEach(FileWatch::close);
  }
}
