package dev.outrigger.runtime.process;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Starts programs, each as the leader of a session and a process group of its own. The JDK can't do
 * that, so {@code setsid} of util-linux does: it is started in the program's place and becomes it.
 */
record Launch(Optional<Path> setsid, Kill kill) {
  private static final AtomicBoolean TOLD = new AtomicBoolean();
  private static final List<Path> USUAL_PLACES =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  static Launch here() {
    return new Launch(USUAL_PLACES.stream().filter(Files::isExecutable).findFirst(), Kill.best());
  }

  /** A program that was started. */
  record Started(Process process, Family family, Optional<Leash> leash) {}

  Started start(Command command) throws IOException {
    List<String> session = command.ownGroup() ? ownSession() : List.of();
    ProcessBuilder builder = new ProcessBuilder(joined(session, command.words()));
    command.prepare(builder);
    command.prepare(builder.environment());
    Program.check(command, builder.environment());
    Process process = builder.start();
    Family family =
        session.isEmpty() ? new Descendants(process.toHandle(), kill) : new Group(process, kill);
    if (!command.isLeashed()) {
      return new Started(process, family, Optional.empty());
    }
    try {
      return new Started(process, family, Optional.of(Leash.on(family, ownSession())));
    } catch (IOException e) {
      family.signal(Kill.SIGKILL);
      throw e;
    }
  }

  private List<String> ownSession() {
    if (setsid.isEmpty() && TOLD.compareAndSet(false, true)) {
      System.getLogger("dev.outrigger.runtime")
          .log(
              Level.WARNING,
              "setsid (util-linux) is not installed: a subprocess is stopped with those of its"
                  + " descendants that can be found, not with its whole process group");
    }
    return setsid.map(path -> List.of(path.toString(), "--")).orElse(List.of());
  }

  static List<String> joined(List<String> some, List<String> more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
