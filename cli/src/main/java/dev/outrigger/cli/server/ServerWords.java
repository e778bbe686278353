package dev.outrigger.cli.server;

import dev.outrigger.cli.output.UserError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of a server process, as its arbiter writes it: {@code NAME=VALUE}, and what is
 * to be served. Each word is taken once; see {@link #requireNoneLeft}.
 */
final class ServerWords {
  private final Map<String, String> left = new HashMap<>();
  private final List<String> plain = new ArrayList<>();

  private ServerWords() {}

  static ServerWords of(List<String> words) {
    ServerWords read = new ServerWords();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (!word.startsWith("--")) {
        read.plain.add(word);
      } else {
        read.left.put(
            equals < 0 ? word : word.substring(0, equals),
            equals < 0 ? "" : word.substring(equals + 1));
      }
    }
    return read;
  }

  /** A word, where it belongs behind others. */
  static void add(List<String> words, String name, Optional<?> value) {
    value.ifPresent(given -> words.add(name + "=" + given));
  }

  /** The value behind a name. */
  Optional<String> take(String name) {
    return Optional.ofNullable(left.remove(name));
  }

  /** The first word without a name. */
  String takePlain() throws UserError {
    if (plain.isEmpty()) {
      throw new UserError("'server' is for 'serve' to call");
    }
    return plain.removeFirst();
  }

  /**
   * Refuses what nothing here understands.
   *
   * @throws UserError if the arbiter knows more than this process
   */
  void requireNoneLeft() throws UserError {
    List<String> unknown = new ArrayList<>(plain);
    unknown.addAll(left.keySet());
    if (!unknown.isEmpty()) {
      throw new UserError(
          "the arbiter is of another version than this server process, which knows no "
              + String.join(", no ", unknown)
              + ": replace the arbiter as well, by 'outrigger ctl upgrade'");
    }
  }
}
