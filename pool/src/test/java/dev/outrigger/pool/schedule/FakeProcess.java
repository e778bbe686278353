package dev.outrigger.pool.schedule;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A worker process without a process: the test says when it reads, answers and dies. What it sends
 * lies in line until the test delivers it, as bytes lie in a socket.
 */
final class FakeProcess implements Line {
  final Worker worker;
  final Deque<Frame> inbox = new ArrayDeque<>();
  final Deque<Consumer<Scheduler>> outbox = new ArrayDeque<>();
  final List<Long> ran = new ArrayList<>();
  OptionalLong running = OptionalLong.empty();
  boolean greeted;
  boolean alive = true;
  boolean deaf;
  boolean killed;

  FakeProcess(Worker worker) {
    this.worker = worker;
  }

  @Override
  public void send(Frame frame) {
    if (alive) {
      inbox.add(frame);
    }
  }

  @Override
  public void kill() {
    killed = true;
  }

  void greet() {
    greeted = true;
    outbox.add(scheduler -> scheduler.ready(worker));
  }

  /** Reads one frame and does what a real worker does. */
  void read(boolean obeys) {
    Frame frame = inbox.remove();
    switch (frame.type()) {
      case TASK -> {
        running = OptionalLong.of(frame.task());
        ran.add(frame.task());
        outbox.add(scheduler -> scheduler.started(worker, frame.task()));
      }
      case CANCEL -> {
        if (obeys && running.equals(OptionalLong.of(frame.task()))) {
          answer(FrameType.FAILURE);
        }
      }
      case DUMP -> outbox.add(scheduler -> scheduler.dumped(worker, frame.task(), "at spin"));
      case STOP -> die(0);
      default -> throw new AssertionError(frame.type());
    }
  }

  void answer(FrameType type) {
    long task = running.orElseThrow();
    running = OptionalLong.empty();
    outbox.add(scheduler -> scheduler.answered(worker, new Frame(type, task)));
  }

  void talkNonsense() {
    outbox.add(scheduler -> scheduler.broken(worker, "nonsense"));
  }

  void die(int code) {
    alive = false;
    running = OptionalLong.empty();
    inbox.clear();
    if (greeted) {
      outbox.add(scheduler -> scheduler.hungUp(worker));
    }
    Death death =
        new Death(
            OptionalInt.of(code), false, Optional.empty(), List.of(), false, Optional.empty());
    outbox.add(scheduler -> scheduler.died(worker, death));
  }

  boolean silent() {
    return deaf || !alive;
  }
}
