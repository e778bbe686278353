package dev.outrigger.cli;

import dev.outrigger.cli.output.UserError;
import dev.outrigger.supervisor.posix.WorkingFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code --chdir}: the same command, begun again in another folder before anything was looked up in
 * this one. The process stays the same.
 */
final class Elsewhere {
  private static final String OPTION = "--chdir";
  static final String VARIABLE = "OUTRIGGER_CHDIR";

  private Elsewhere() {}

  /**
   * Goes there, if that is wanted; then it does not return.
   *
   * @throws UserError if it can't be reached
   */
  static void go(String[] arguments, Map<String, String> environment) throws UserError {
    List<String> rest = new ArrayList<>();
    Optional<String> given = Optional.empty();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith(OPTION + "=")) {
        given = Optional.of(arguments[i].substring(OPTION.length() + 1));
      } else if (arguments[i].equals(OPTION) && i + 1 < arguments.length) {
        i++;
        given = Optional.of(arguments[i]);
      } else {
        rest.add(arguments[i]);
      }
    }
    Optional<String> folder = given.or(() -> Optional.ofNullable(environment.get(VARIABLE)));
    if (folder.isPresent()) {
      Path wanted = Path.of(folder.get()).toAbsolutePath();
      try {
        if (!Files.isDirectory(wanted)) {
          throw new IOException("it is no folder");
        }
        WorkingFolder.become(wanted, OwnJvm.again(rest), VARIABLE);
      } catch (IOException e) {
        throw UserError.misuse("can't go to " + wanted + ": " + e.getMessage() + " (--chdir)");
      }
    }
  }
}
