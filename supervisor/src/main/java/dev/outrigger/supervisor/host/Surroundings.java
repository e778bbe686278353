package dev.outrigger.supervisor.host;

import dev.outrigger.supervisor.hooks.Hooks;
import dev.outrigger.supervisor.posix.Account;
import dev.outrigger.supervisor.posix.LogFile;
import java.util.Optional;

/**
 * What there is around an arbiter and its server processes.
 *
 * @param log where all of them write; empty for wherever the arbiter was told to
 * @param account whose the server processes are; empty for that of the arbiter
 * @param hooks what is run when something happens; whoever made them closes them, last of all
 */
public record Surroundings(Optional<LogFile> log, Optional<Account> account, Hooks hooks) {
  /** Nothing but what the arbiter was started with. */
  public static Surroundings none() {
    return new Surroundings(Optional.empty(), Optional.empty(), Hooks.none());
  }
}
