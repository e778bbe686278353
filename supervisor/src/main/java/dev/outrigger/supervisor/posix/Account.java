package dev.outrigger.supervisor.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * As whom a process runs.
 *
 * <p>Another process gets there by setpriv of util-linux, before its JVM begins: one thread changes
 * and becomes the JVM, which then never was anybody else. Calls of setuid(2) from inside a JVM
 * would come when it has opened files and folders as root, and leave them behind.
 *
 * @param user its number
 * @param group its number
 * @param name of the user, whose other groups it is in too; empty if the system knows none
 * @param home the user's folder
 */
public record Account(int user, int group, Optional<String> name, Optional<Path> home) {
  private static final String STATUS = "status";

  /** The one of this process. */
  public static Account current() throws IOException {
    Path own = Path.of("/proc/self", STATUS);
    return new Account(
        ids(own, "Uid:")[1], ids(own, "Gid:")[1], Optional.empty(), Optional.empty());
  }

  /**
   * The one that somebody wants.
   *
   * @param user a name or a number; empty for that of this process
   * @param group a name or a number; empty for the user's own
   * @throws IOException if the system knows no such user or group
   */
  public static Account of(Optional<String> user, Optional<String> group) throws IOException {
    Account found = user.isPresent() ? user(user.get(), group.isPresent()) : current();
    return new Account(
        found.user, group.isPresent() ? group(group.get()) : found.group, found.name, found.home);
  }

  private static Account user(String text, boolean hasGroup) throws IOException {
    Optional<String[]> entry = Accounts.find("passwd", text);
    if (entry.isPresent()) {
      String[] fields = entry.get();
      return new Account(
          Integer.parseInt(fields[2]),
          Integer.parseInt(fields[3]),
          Optional.of(fields[0]),
          Optional.of(Path.of(fields[5])));
    }
    if (!Accounts.isNumber(text)) {
      throw new IOException("there is no user '" + text + "'");
    }
    if (!hasGroup) {
      throw new IOException("there is no user " + text + " who would have a group; name one too");
    }
    return new Account(Integer.parseInt(text), 0, Optional.empty(), Optional.empty());
  }

  private static int group(String text) throws IOException {
    Optional<String[]> entry = Accounts.find("group", text);
    if (entry.isEmpty() && !Accounts.isNumber(text)) {
      throw new IOException("there is no group '" + text + "'");
    }
    return Integer.parseInt(entry.map(fields -> fields[2]).orElse(text));
  }

  /** Whether this is who this process is already. */
  public boolean isCurrent() throws IOException {
    Account own = current();
    return own.user == user && own.group == group;
  }

  /**
   * Refuses what can't be.
   *
   * @throws IOException if this process may not become another one, or lacks what it needs for it
   */
  public void requireReachable() throws IOException {
    if (isCurrent()) {
      return;
    }
    Account own = current();
    if (own.user != 0) {
      throw new IOException(
          "only root can start processes as another user, and this one is of user " + own.user);
    }
    try {
      Process setpriv =
          new ProcessBuilder("setpriv", "--version").redirectErrorStream(true).start();
      String said = new String(setpriv.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!said.contains("util-linux")) {
        throw new IOException(
            "it is not that of util-linux: " + said.lines().findFirst().orElse(""));
      }
    } catch (IOException e) {
      throw new IOException(
          "setpriv of util-linux is needed to start processes as another user: " + e.getMessage(),
          e);
    }
  }

  /** A command that runs another one as this account, with its environment. */
  public List<String> running(List<String> command) throws IOException {
    if (isCurrent()) {
      return command;
    }
    List<String> words = new ArrayList<>();
    words.add("setpriv");
    words.add("--reuid=" + user);
    words.add("--regid=" + group);
    words.add(name.isPresent() ? "--init-groups" : "--clear-groups");
    words.add("--");
    words.addAll(command);
    return words;
  }

  /** What programs look up in their environment about who they are. */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    name.ifPresent(text -> {
      environment.put("USER", text);
      environment.put("LOGNAME", text);
    });
    home.ifPresent(path -> environment.put("HOME", path.toString()));
    return environment;
  }

  /** Makes a file this account's, and nobody else's but root's. */
  public void own(Path file) throws IOException {
    Path _ = Files.setAttribute(file, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
    Path _ = Files.setAttribute(file, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
  }

  /** The same, whatever its permissions were. */
  public void ownAlone(Path file) throws IOException {
    Path _ = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    own(file);
  }

  /**
   * Refuses to go on if any thread of this process is of anybody else: with what counts now, and
   * with what it could go back to.
   */
  public static void requireOfAllThreads(int user, int group) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      for (Path thread : threads.toList()) {
        Path status = thread.resolve(STATUS);
        try {
          requireAll(status, "Uid:", user);
          requireAll(status, "Gid:", group);
        } catch (NoSuchFileException ended) {
          // Then it does nothing any more, as whoever.
        }
      }
    }
  }

  private static void requireAll(Path status, String line, int wanted) throws IOException {
    for (int id : ids(status, line)) {
      if (id != wanted) {
        throw new IOException(
            "%s of %s holds %d and not %d alone: this process is not who it was to be"
                .formatted(line, status, id, wanted));
      }
    }
  }

  /** Real, effective, saved, and that of the file system. */
  private static int[] ids(Path status, String name) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(name)) {
        return Stream.of(line.substring(name.length()).strip().split("\\s+", -1))
            .mapToInt(Integer::parseUnsignedInt)
            .toArray();
      }
    }
    throw new IOException(status + " says nothing of " + name);
  }
}
