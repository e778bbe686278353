package dev.outrigger.supervisor.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The users and groups of this machine, wherever it has them from. */
final class Accounts {
  private Accounts() {}

  static boolean isNumber(String text) {
    return text.matches("[0-9]{1,9}");
  }

  /**
   * The fields of somebody's entry.
   *
   * @param table {@code passwd} or {@code group}
   * @param key a name or a number
   */
  static Optional<String[]> find(String table, String key) throws IOException {
    Path file = Path.of("/etc", table);
    if (Files.isReadable(file)) {
      Optional<String[]> found = in(Files.readString(file), key);
      if (found.isPresent()) {
        return found;
      }
    }
    // They may be in a directory of the whole house.
    try {
      Process getent = new ProcessBuilder("getent", table, key).start();
      return in(new String(getent.getInputStream().readAllBytes(), StandardCharsets.UTF_8), key);
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  private static Optional<String[]> in(String entries, String key) {
    return entries
        .lines()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length >= 4 && fields[isNumber(key) ? 2 : 0].equals(key))
        .findFirst();
  }
}
