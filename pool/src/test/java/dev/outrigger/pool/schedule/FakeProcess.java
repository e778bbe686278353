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
  final Deque<Long> ahead = new ArrayDeque<>();
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

  @Override
  public long begun() {
    return ran.isEmpty() ? 0 : ran.getLast();
  }

  @Override
  public void listen() {}

  void greet() {
    greeted = true;
    outbox.add(scheduler -> scheduler.ready(worker));
  }

  /** Reads one frame and does what a real worker does. */
  void read(boolean obeys) {
    Frame frame = inbox.remove();
    switch (frame.type()) {
      case TASK -> {
        ahead.add(frame.task());
        beginNext();
      }
      case CANCEL -> {
        if (ahead.remove(frame.task())) {
          giveBack(frame.task(), List.of(frame.task()));
        } else if (obeys && running.equals(OptionalLong.of(frame.task()))) {
          answer(FrameType.FAILURE);
        }
      }
      case RECALL -> {
        giveBack(0, List.copyOf(ahead));
        ahead.clear();
      }
      case FUNCTION -> {}
      case DUMP -> outbox.add(scheduler -> scheduler.dumped(worker, frame.task(), "at spin"));
      case STOP -> die(0);
      default -> throw new AssertionError(frame.type());
    }
  }

  private void beginNext() {
    if (running.isEmpty() && !ahead.isEmpty()) {
      long task = ahead.remove();
      running = OptionalLong.of(task);
      ran.add(task);
    }
  }

  private void giveBack(long order, List<Long> tasks) {
    outbox.add(scheduler -> scheduler.givenBack(worker, tasks, order == 0));
  }

  void answer(FrameType type) {
    long task = running.orElseThrow();
    running = OptionalLong.empty();
    outbox.add(scheduler -> scheduler.answered(worker, new Frame(type, task)));
    beginNext();
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
