package dev.outrigger.pool.process;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The folder where this user's programs keep what is worth making once. What lies there is run, so
 * it is taken only where nobody else can write.
 */
final class CacheFolder {
  private static final Logger LOGGER = System.getLogger("dev.outrigger.pool");

  /** Once in each process is enough. */
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private CacheFolder() {}

  /** The part with this name, made if need be; empty where there can be none. */
  static Optional<Path> open(Optional<Path> chosen, String part) {
    return chosen.isPresent()
        ? open(chosen.get(), part)
        : ofUser(System.getenv(), System.getProperty("user.home", ""), part);
  }

  /** A home that isn't there is no place of ours to make: such users, as of services, have none. */
  static Optional<Path> ofUser(Map<String, String> environment, String userHome, String part) {
    Path root = ofUser(environment, userHome);
    Path home = Path.of(userHome).toAbsolutePath();
    if (root.startsWith(home) && !Files.isDirectory(home)) {
      if (!TOLD.getAndSet(true)) {
        LOGGER.log(
            Level.DEBUG,
            "nothing is kept to make starts quicker: user.home is "
                + userHome
                + ", which is no folder");
      }
      return Optional.empty();
    }
    return open(root, part);
  }

  static Path ofUser(Map<String, String> environment, String userHome) {
    // The XDG specification says to ignore a relative path.
    Path base = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    return (base.isAbsolute() ? base : Path.of(userHome, ".cache")).resolve("outrigger");
  }

  private static Optional<Path> open(Path root, String part) {
    Path folder = root.resolve(part);
    if (!folder.isAbsolute()) {
      return Optional.empty();
    }
    try {
      Files.createDirectories(folder, OWNER_ONLY);
      Path probe = Files.createTempFile(folder, "probe-", null);
      boolean safe;
      try {
        safe = isOurs(root, probe) && isOurs(folder, probe);
      } finally {
        Files.delete(probe);
      }
      return safe ? Optional.of(folder) : Optional.empty();
    } catch (IOException | UnsupportedOperationException _) {
      return Optional.empty();
    }
  }

  private static boolean isOurs(Path folder, Path probe) throws IOException {
    PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class);
    return found.owner().equals(Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS))
        && !found.permissions().contains(PosixFilePermission.GROUP_WRITE)
        && !found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
  }
}
