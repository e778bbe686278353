package dev.outrigger.supervisor.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.outrigger.supervisor.posix.EndedProcess;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes note of the end of processes that others have left to us. As the first process of a
 * container the arbiter is the parent of everybody who has lost his own: a daemon of a hook, the
 * worker of a server process that was killed. Who has ended stays as a zombie until its parent asks
 * for its status, and enough of them leave no room for new processes.
 *
 * <p>The JDK asks for those that it has started, each by its number, on a thread of its own, and
 * knows of no others. So nobody may wait for just any child here, as an init does: the status of a
 * server process would be gone before the JDK asked for it, and a lost one would look like one that
 * has left. Only a certain process is asked for, and only one that the arbiter does not know, and
 * that was dead at the last look already. The second rule is for whatever else in this JVM starts
 * processes: its threads ask within milliseconds, and looks are seconds apart.
 *
 * <p>Threading: one thread at a time, the one on which the arbiter starts processes. So none is
 * looked at between its start and the moment when the arbiter knows it.
 */
final class Orphans {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");

  private final Supplier<Set<Long>> dead;
  private final LongPredicate ours;
  private final LongConsumer takeNote;
  private Set<Long> before = Set.of();

  /**
   * Those of anybody.
   *
   * @param dead the children that have ended
   * @param ours whom the JDK asks for
   * @param takeNote asks for the status of one of them
   */
  Orphans(Supplier<Set<Long>> dead, LongPredicate ours, LongConsumer takeNote) {
    this.dead = dead;
    this.ours = ours;
    this.takeNote = takeNote;
  }

  /** Those of this process. */
  static Orphans here(LongPredicate ours) {
    return new Orphans(Orphans::deadChildren, ours, waiting());
  }

  /** Whether this process is the one that gets them; others have an init above them. */
  static boolean comeToUs() {
    return ProcessHandle.current().pid() == 1;
  }

  /** Looks for them; to be called every few seconds. */
  void look() {
    Set<Long> found = new TreeSet<>(dead.get());
    found.removeIf(ours::test);
    found.stream().filter(before::contains).forEach(takeNote::accept);
    before = found;
  }

  private static Set<Long> deadChildren() {
    return ProcessHandle.current()
        .children()
        .map(ProcessHandle::pid)
        .filter(Orphans::isZombie)
        .collect(Collectors.toSet());
  }

  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"), ISO_8859_1);
      // The name stands in brackets and may hold anything.
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException gone) {
      return false;
    }
  }

  private static LongConsumer waiting() {
    if (!EndedProcess.isKnownHere()) {
      LOG.log(
          Level.WARNING,
          "As the first process of its container the arbiter can't take note of the end of processes"
              + " that others leave to it; start the JVM with --enable-native-access=ALL-UNNAMED, or"
              + " start it by an init such as tini");
      return _ -> {};
    }
    return Orphans::takeNote;
  }

  private static void takeNote(long pid) {
    try {
      EndedProcess.takeNote(pid);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "process " + pid + " is nobody's any more", e);
    }
  }
}
