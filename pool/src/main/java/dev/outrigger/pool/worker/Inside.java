package dev.outrigger.pool.worker;

import dev.outrigger.pool.codec.AnswerMessage;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.TaskHeader;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs tasks inside another one: while a task waits for one of its own that no worker is free for,
 * its thread may as well run that one.
 */
final class Inside {
  private final ParentLink link;
  private final Inbox inbox;
  private final Performance performance;

  Inside(ParentLink link, Inbox inbox, Performance performance) {
    this.link = link;
    this.inbox = inbox;
    this.performance = performance;
  }

  Rules rules() {
    return performance.rules().inMessages();
  }

  /** From now on it can be cancelled, though it has yet to run. */
  Inner take(long id, byte[] task, Runnable hurry) {
    ByteBuffer in = ByteBuffer.wrap(task);
    try {
      TaskHeader header = TaskHeader.read(in);
      Talk talk = new Talk(id, header.name().orElse("task"), header, link, hurry, this);
      Running running = new Running(id, task.length, header, in, talk);
      inbox.addInside(running);
      return new Inner(running);
    } catch (ProtocolException e) {
      throw new IllegalStateException("a nested task came back as it was not sent", e);
    }
  }

  /** Tells that a task never ran here, since the one that asked for it has ended. */
  void refuse(long id) throws IOException {
    link.send(performance.notBegun(id));
  }

  /** One that was taken. */
  final class Inner implements Talk.Inner {
    private final Running running;

    private Inner(Running running) {
      this.running = running;
    }

    @Override
    public void cancel() {
      running.interruption().cancel();
    }

    @Override
    public void run(Consumer<byte[]> keep) {
      Optional<Talk> outer = Talk.inside();
      Talk.beginInside(running.talk());
      boolean wanted = running.interruption().begin();
      Frame answer = wanted ? performance.answer(running) : performance.notBegun(running.id());
      running.interruption().finish();
      running.talk().over();
      Talk.beginInside(outer.orElse(null));
      inbox.endInside(running);
      keep.accept(answer.payload());
      try {
        // For the books; what it returned or threw is needed here only.
        boolean words = AnswerMessage.isInWords(answer);
        link.send(words ? answer : new Frame(answer.type(), running.id()));
      } catch (IOException e) {
        SuddenEnd.ofThisProcess();
      }
    }
  }
}
