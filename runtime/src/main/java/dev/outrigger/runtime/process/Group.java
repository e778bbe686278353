package dev.outrigger.runtime.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process group whose leader we started. While a member is there, the kernel gives its number to
 * nobody else; when the leader is gone and a process has its number all the same, the group was
 * empty and the number has gone to a stranger.
 */
record Group(Process leader, Kill kill) implements Family {
  private static final Path PROC = Path.of("/proc");

  @Override
  public void signal(int number) {
    if (mayBeOurs() && !kill.send(number, target()) && leader.isAlive()) {
      // So young that it has not made its group yet.
      boolean _ = kill.send(number, leader.pid());
    }
  }

  @Override
  public boolean isAlive() {
    if (leader.isAlive()) {
      return true;
    }
    if (!mayBeOurs() || !kill.send(Kill.NOTHING, target())) {
      return false;
    }
    return !Files.isDirectory(PROC.resolve("self")) || hasLivingMember();
  }

  @Override
  public long target() {
    return -leader.pid();
  }

  private boolean mayBeOurs() {
    return leader.isAlive() || ProcessHandle.of(leader.pid()).isEmpty();
  }

  // A zombie that nobody fetches is still a member, and would be waited for in vain.
  private boolean hasLivingMember() {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path one : all) {
        if (isLivingMember(one)) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return true;
    }
  }

  private boolean isLivingMember(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), ISO_8859_1);
      // The name stands in brackets and may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
      boolean dead = fields[0].equals("Z") || fields[0].equals("X");
      return !dead && Long.parseLong(fields[2]) == leader.pid();
    } catch (IOException gone) {
      return false;
    }
  }
}
