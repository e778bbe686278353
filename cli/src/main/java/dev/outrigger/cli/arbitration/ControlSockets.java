package dev.outrigger.cli.arbitration;

import dev.outrigger.cli.output.UserError;
import dev.outrigger.runtime.socket.SocketFile;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the control sockets of a user's services are, each named after its port. */
public final class ControlSockets {
  private static final String SUFFIX = ".sock";

  private ControlSockets() {}

  /**
   * The one of the service of this name.
   *
   * @throws UserError if somebody else has made the folder
   */
  static Path of(String name) throws IOException, UserError {
    Path folder = folders().getFirst();
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isOurs(folder)) {
      throw new UserError(
          "%s belongs to %s; name another control socket with --control"
              .formatted(folder, Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName()));
    }
    return folder.resolve(name + SUFFIX);
  }

  // Where all may write, somebody may have been quicker, and would answer in our place.
  private static boolean isOurs(Path folder) throws IOException {
    return user(folder).equals(user(Path.of("/proc/self")));
  }

  // By number: a container's user may have no name.
  private static Object user(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * {@code $XDG_RUNTIME_DIR/outrigger}, or a folder of the user's in the one for temporary files. A
   * service may have been started with another environment than that of whoever asks for it.
   */
  private static List<Path> folders() throws IOException {
    Object user = user(Path.of("/proc/self"));
    Set<Path> folders = new LinkedHashSet<>();
    Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .ifPresent(runtime -> folders.add(runtime.resolve("outrigger")));
    folders.add(Path.of(System.getProperty("java.io.tmpdir"), "outrigger-" + user));
    folders.add(Path.of("/run/user/" + user, "outrigger"));
    return List.copyOf(folders);
  }

  /**
   * The only one at which somebody answers.
   *
   * @throws UserError if there is none, or several
   */
  public static Path only() throws IOException, UserError {
    List<Path> folders = folders();
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isOurs(folder)) {
        try (Stream<Path> inside = Files.list(folder)) {
          inside
              .filter(path -> path.toString().endsWith(SUFFIX) && isAnswered(path))
              .sorted()
              .forEach(found::add);
        }
      }
    }
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 ->
          throw new UserError(
              "no service of this user runs here (none answers in %s); name its socket with --control"
                  .formatted(
                      folders.stream().map(Path::toString).collect(Collectors.joining(", "))));
      default ->
          throw new UserError(
              "several services run here; name one of them with --control:"
                  + found.stream()
                      .map(path -> System.lineSeparator() + "  " + path)
                      .collect(Collectors.joining()));
    };
  }

  /** Whether an arbiter is there; removes what a killed one has left. */
  public static boolean isAnswered(Path socket) {
    try {
      boolean _ = SocketFile.removeStale(socket);
      return false;
    } catch (BindException somebodyListens) {
      return true;
    } catch (IOException gone) {
      return false;
    }
  }
}
