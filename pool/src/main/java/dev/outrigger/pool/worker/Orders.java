package dev.outrigger.pool.worker;

import dev.outrigger.pool.wire.Definition;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wire.ProtocolException;
import dev.outrigger.pool.wire.Sight;
import dev.outrigger.pool.wire.TaskList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** What the parent says, done: by the thread that listens, so nothing here takes time. */
final class Orders {
  /** Where the id of the task stands in a RUN. */
  private static final int RUN_ID = 4;

  private final ParentLink link;
  private final Inbox inbox;
  private final Learnt learnt;
  private final Inside inside;

  Orders(ParentLink link, Inbox inbox, Learnt learnt, Inside inside) {
    this.link = link;
    this.inbox = inbox;
    this.learnt = learnt;
    this.inside = inside;
  }

  void obey(Frame frame) throws IOException {
    switch (frame.type()) {
      case TASK -> inbox.add(frame);
      case FUNCTION -> learnt.learn(Definition.of(frame));
      case CANCEL -> cancel(frame.task());
      case RECALL -> giveBack(0, inbox.removeAll());
      case DUMP -> dump(frame.task());
      case NUDGE -> {
        NoteKind kind = NoteKind.of(frame);
        nudge(frame.task(), kind, NoteKind.body(frame));
      }
      case STOP -> new Thread(() -> System.exit(0), "stop").start();
      case HELLO, STARTED, RESULT, FAILURE, DUMPED, BYE, NOTE, GIVEN_BACK, UNREAD, UNSENT ->
          throw new ProtocolException("a parent does not send " + frame.type());
    }
  }

  private void nudge(long task, NoteKind kind, ByteBuffer body) throws IOException {
    Optional<Running> running = inbox.current(task);
    if (running.isPresent()) {
      running.get().talk().nudged(kind, body);
    } else if (kind == NoteKind.RUN) {
      inside.refuse(body.getLong(RUN_ID));
    }
  }

  private void cancel(long task) throws IOException {
    if (inbox.remove(task)) {
      giveBack(task, List.of(task));
    } else {
      inbox.current(task).ifPresent(running -> running.interruption().cancel());
    }
  }

  private void giveBack(long order, List<Long> tasks) throws IOException {
    link.send(new Frame(FrameType.GIVEN_BACK, order, TaskList.bytes(tasks)));
  }

  private void dump(long task) throws IOException {
    String stack =
        inbox
            .current(task)
            .map(running -> running.interruption().stack().orElse("(not in the task's own code)"))
            .orElse("");
    Runtime heap = Runtime.getRuntime();
    link.send(new Sight(stack, heap.totalMemory() - heap.freeMemory()).frame(task));
  }
}
