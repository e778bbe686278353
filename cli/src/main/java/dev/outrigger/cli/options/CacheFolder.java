package dev.outrigger.cli.options;

import dev.outrigger.supervisor.posix.Account;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where processes of another user keep what they have compiled; users of services own little. */
final class CacheFolder {
  private CacheFolder() {}

  /**
   * Below the user's home where that is the user's own, else among the temporary files.
   *
   * @throws IOException if somebody else has made it
   */
  static Path of(Account account) throws IOException {
    if (account.home().isPresent() && isOf(account, account.home().get())) {
      return account.home().get().resolve(".cache");
    }
    Path folder =
        Path.of(System.getProperty("java.io.tmpdir"), "outrigger-cache-" + account.user())
            .toAbsolutePath();
    try {
      Path made =
          Files.createDirectory(
              folder,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      account.own(made);
    } catch (FileAlreadyExistsException there) {
      if (!isOf(account, folder)) {
        throw new IOException(
            folder + " belongs to somebody else; name another folder by --env XDG_CACHE_HOME=…",
            there);
      }
    }
    return folder;
  }

  private static boolean isOf(Account account, Path folder) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(account.user());
  }
}
