package dev.outrigger.runtime.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A program that shares our process group, and those that descend from it as far as one can see:
 * those whose parent has ended before we looked belong to nobody.
 */
record Descendants(ProcessHandle program, Kill kill, Set<ProcessHandle> seen) implements Family {
  Descendants(ProcessHandle program, Kill kill) {
    this(program, kill, ConcurrentHashMap.newKeySet());
  }

  @Override
  public void signal(int number) {
    look();
    for (ProcessHandle one : seen) {
      switch (number) {
        case Kill.SIGTERM -> one.destroy();
        case Kill.SIGKILL -> one.destroyForcibly();
        default -> kill.send(number, one.pid());
      }
    }
  }

  @Override
  public boolean isAlive() {
    look();
    return seen.stream().anyMatch(one -> one.isAlive() && !ProcStat.isZombie(one));
  }

  @Override
  public long target() {
    return program.pid();
  }

  private void look() {
    seen.add(program);
    program.descendants().forEach(seen::add);
  }
}
