package dev.outrigger.pool.nested;

import dev.outrigger.pool.schedule.Conversation.Reply;
import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.Job;
import dev.outrigger.pool.wire.NoteKind;
import org.jspecify.annotations.Nullable;

/** Tells a task how one that it submitted has ended. */
final class Telling {
  private final int number;
  private final Reply reply;
  private volatile @Nullable Job child;

  Telling(int number, Reply reply) {
    this.number = number;
    this.reply = reply;
  }

  void about(Job job) {
    child = job;
  }

  void end(Ending ending) {
    Job job = child;
    if (job != null) {
      reply.nudge(NoteKind.ANSWER, AnswerNote.bytes(number, job, ending));
    }
  }
}
