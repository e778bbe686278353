package dev.outrigger.supervisor.host;

import dev.outrigger.pool.process.ResidentMemory;
import dev.outrigger.supervisor.arbiter.Health;
import dev.outrigger.supervisor.board.Counts;
import dev.outrigger.supervisor.talk.Lines;
import dev.outrigger.supervisor.talk.Meeting;
import dev.outrigger.supervisor.talk.Order;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A server process, with all that the arbiter holds of it. */
final class Child {
  private final Meeting meeting;
  private final int slot;
  private final int generation;
  private final Spawned spawned;
  private volatile boolean ready;
  private final Outfit outfit;
  private volatile List<FileDescriptor> sockets;
  private Optional<OrderQueue> orders = Optional.empty();
  private boolean wantsLogs;

  Child(Meeting meeting, int slot, int generation, Spawned spawned, Outfit outfit) {
    this.meeting = meeting;
    this.slot = slot;
    this.generation = generation;
    this.spawned = spawned;
    this.outfit = outfit;
    this.sockets = List.of(outfit.probe().descriptor());
  }

  int id() {
    return meeting.server();
  }

  Meeting meeting() {
    return meeting;
  }

  int slot() {
    return slot;
  }

  int generation() {
    return generation;
  }

  Spawned spawned() {
    return spawned;
  }

  private Process process() {
    return spawned.process();
  }

  /** Its application has started. */
  void becomeReady() {
    ready = true;
  }

  boolean isReady() {
    return ready;
  }

  boolean isAlive() {
    return process().isAlive();
  }

  long pid() {
    return process().pid();
  }

  Counts counts() {
    return outfit.board().counts();
  }

  Health health(long now) {
    return outfit.board().health(now, ResidentMemory.of(pid()).orElse(0));
  }

  /** What it may fetch from now on. */
  void give(List<FileDescriptor> own) {
    sockets = List.copyOf(own);
  }

  List<FileDescriptor> sockets() {
    return sockets;
  }

  void joined(Lines talk) {
    orders = Optional.of(new OrderQueue(talk));
    if (wantsLogs) {
      reopenLogs();
    }
  }

  /** One that has not joined yet has inherited the old file, and hears of it when it does. */
  void reopenLogs() {
    wantsLogs = !tell(new Order.Reopen());
  }

  /** Tells it something; false if it does not listen. */
  boolean tell(Order order) {
    return orders.isPresent() && orders.get().add(order);
  }

  void terminate() {
    process().destroy();
  }

  void kill() {
    var _ = process().destroyForcibly();
  }

  /** How it ended, in words. */
  String end() {
    int status = process().exitValue();
    // As the JDK tells of signals, and shells do.
    return status > 128 && status < 128 + 65
        ? "killed by signal " + (status - 128)
        : "exit status " + status;
  }

  void forget() {
    outfit.close();
    orders.ifPresent(queue -> {
      try {
        queue.close();
      } catch (IOException _) {
        // It is gone either way.
      }
    });
  }
}
