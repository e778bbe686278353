package dev.outrigger.cli.server;

import dev.outrigger.cli.output.UserError;
import dev.outrigger.cli.target.TargetName;
import dev.outrigger.supervisor.posix.LogFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a server process is told when it is started.
 *
 * @param target what it serves
 * @param bind where it listens, if it has no arbiter that gives it sockets
 * @param log where all processes write
 * @param account whom its arbiter has made of it, as {@code USER:GROUP} in numbers
 * @param spare whether it is started before it is wanted
 */
public record ServerLaunch(
    TargetName target,
    ServerSettings settings,
    Optional<HostPort> bind,
    Optional<Path> log,
    Optional<String> account,
    boolean spare) {
  /** The first word of the command line of a server process. */
  public static final String NAME = "server";

  /** The word for a process that is started before it is wanted. */
  public static final String SPARE = "--spare";

  private static final String CLASS_PATH = "--class-path";
  private static final String BIND = "--bind";
  private static final String LOG = "--log-file";
  private static final String ACCOUNT = "--as";

  /** Reads what {@link #words} has written. */
  static ServerLaunch of(List<String> given) throws UserError {
    ServerWords words = ServerWords.of(given);
    ServerLaunch launch =
        new ServerLaunch(
            new TargetName(words.takePlain(), words.take(CLASS_PATH)),
            ServerSettings.in(words),
            words.take(BIND).map(HostPort::of),
            words.take(LOG).map(Path::of),
            words.take(ACCOUNT),
            words.take(SPARE).isPresent());
    words.requireNoneLeft();
    return launch;
  }

  /** The command line behind the name of the class. */
  public List<String> words() {
    List<String> words = new ArrayList<>(List.of(NAME, target.named()));
    ServerWords.add(words, CLASS_PATH, target.classPath());
    words.addAll(settings.words());
    ServerWords.add(words, BIND, bind);
    ServerWords.add(words, LOG, log);
    ServerWords.add(words, ACCOUNT, account);
    if (spare) {
      words.add(SPARE);
    }
    return words;
  }

  /** The file that output goes to, which its arbiter has made. */
  Optional<LogFile> logFile() {
    return log.map(file -> new LogFile(file, Optional.empty()));
  }
}
