package dev.outrigger.pool.schedule;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.Sight;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
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
  final List<Long> ranInside = new ArrayList<>();
  final Deque<Long> ahead = new ArrayDeque<>();
  OptionalLong running = OptionalLong.empty();

  /** Tasks that run inside others, the innermost last. */
  final List<Long> inside = new ArrayList<>();

  private final Set<Long> sentInside;
  boolean greeted;
  boolean alive = true;
  boolean deaf;
  boolean killed;

  FakeProcess(Worker worker, Set<Long> sentInside) {
    this.worker = worker;
    this.sentInside = sentInside;
  }

  @Override
  public void send(Frame frame) {
    if (frame.type() == FrameType.NUDGE) {
      sentInside.add(insideTask(frame));
    }
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
        } else if (obeys && inside.contains(frame.task())) {
          answerInside(frame.task(), FrameType.FAILURE);
        }
      }
      case RECALL -> {
        giveBack(0, List.copyOf(ahead));
        ahead.clear();
      }
      case FUNCTION -> {}
      case NUDGE -> takeInside(frame);
      case DUMP ->
          outbox.add(
              scheduler -> scheduler.dumped(worker, frame.task(), new Sight("at spin", 1 << 20)));
      case STOP -> die(0);
      default -> throw new AssertionError(frame.type());
    }
  }

  /** A task that ended meanwhile runs nothing: it says so at once. */
  private void takeInside(Frame frame) {
    long task = insideTask(frame);
    if (running.equals(OptionalLong.of(frame.task())) || inside.contains(frame.task())) {
      inside.add(task);
      ranInside.add(task);
    } else {
      outbox.add(scheduler -> scheduler.answered(worker, new Frame(FrameType.FAILURE, task)));
    }
  }

  private static long insideTask(Frame frame) {
    ByteBuffer run = ByteBuffer.allocate(256);
    for (ByteBuffer part : frame.buffers()) {
      run.put(part);
    }
    // The number of the child stands between the kind and its id.
    return run.getLong(Frame.HEADER + 1 + 4);
  }

  void answerInside(long task, FrameType type) {
    inside.remove(task);
    outbox.add(scheduler -> scheduler.answered(worker, new Frame(type, task)));
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
    inside.clear();
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
