package dev.outrigger.cli.options;

import dev.outrigger.cli.output.UserError;
import dev.outrigger.supervisor.posix.Account;
import dev.outrigger.supervisor.posix.FirstOutput;
import dev.outrigger.supervisor.posix.LogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a service writes what it has to say. */
final class LogOptions {
  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      description =
          "Where the output of all processes goes, behind what is there (default: where that of"
              + " this command goes). USR1 and 'outrigger ctl reopen' open it anew.")
  private Optional<Path> file = Optional.empty();

  private Optional<FirstOutput> before = Optional.empty();

  /** Says it to whoever started this command, too, if the output goes into a file. */
  void sayFirst(String line) {
    before.ifPresent(terminal -> terminal.say(line));
  }

  /** Whoever started it need not wait any more. */
  void leaveFirst() {
    before.ifPresent(FirstOutput::close);
    before = Optional.empty();
  }

  boolean isGiven() {
    return file.isPresent();
  }

  /**
   * The file.
   *
   * @param owner whose one is that is made; empty for whoever makes it
   */
  Optional<LogFile> file(Optional<Account> owner) {
    return file.map(path -> new LogFile(path, owner));
  }

  /** Where it is, for processes of other folders. */
  Optional<Path> path() {
    return file(Optional.empty()).map(LogFile::path);
  }

  /**
   * Has this process write there from now on.
   *
   * @param owner whose the file is if it is made
   * @throws UserError if it can't
   */
  void open(Optional<Account> owner) throws UserError {
    if (file(owner).isPresent()) {
      LogFile log = file(owner).get();
      try {
        before = Optional.of(FirstOutput.keep());
        log.open();
      } catch (IOException e) {
        throw UserError.misuse(
            "the log file %s can't be written: %s (--log-file)"
                .formatted(log.path(), e.getMessage()));
      }
    }
  }
}
