package dev.outrigger.runtime.process;

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
    return !Files.isDirectory(ProcStat.PROC.resolve("self")) || hasLivingMember();
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
    try (DirectoryStream<Path> all = Files.newDirectoryStream(ProcStat.PROC, "[0-9]*")) {
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
    return ProcStat.of(process)
        .filter(stat -> !stat.isZombie() && stat.group() == leader.pid())
        .isPresent();
  }
}
