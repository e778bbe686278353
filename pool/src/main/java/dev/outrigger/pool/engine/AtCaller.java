package dev.outrigger.pool.engine;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.codec.AnswerMessage;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.TaskHeader;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.codec.TooLargeException;
import dev.outrigger.pool.codec.UnsendableException;
import dev.outrigger.pool.memory.Sharing;
import dev.outrigger.pool.schedule.Decoded;
import dev.outrigger.pool.schedule.Job;
import dev.outrigger.pool.wire.Definition;
import dev.outrigger.pool.wire.Frame;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task in the thread of its caller. It goes through the codec in both directions, as if it
 * had travelled: neither side sees the objects of the other.
 */
final class AtCaller {
  private final Rules arguments;
  private final Rules results;

  AtCaller(Rules rules, Sharing sharing) {
    arguments = new Rules(rules.maxFrame(), rules.maxArray(), rules.codec(), sharing);
    results = new Rules(Integer.MAX_VALUE, rules.maxArray(), rules.codec(), Sharing.none());
  }

  Decoded run(Job job, TaskMessage.Encoded work) {
    ClassLoader loader = job.caller().trust().loader();
    @Nullable Object value;
    try {
      value = call(work, loader);
    } catch (Throwable thrown) {
      return new Decoded.Thrown(thrown);
    }
    try {
      Frame result = AnswerMessage.result(job.id(), value, results);
      return new Decoded.Value(AnswerMessage.value(result, job.caller().trust(), results));
    } catch (UnsendableException | TooLargeException e) {
      return new Decoded.Untransferred(
          AnswerMessage.cantSendResult(String.valueOf(e.getMessage())), Delivery.RESULT_LOST);
    } catch (Throwable thrown) {
      return Decoded.Untransferred.unreadable(thrown);
    }
  }

  private @Nullable Object call(TaskMessage.Encoded work, ClassLoader loader) throws Exception {
    byte[] head = TaskHeader.head(Definition.NONE, Long.MAX_VALUE);
    ByteBuffer in = ByteBuffer.allocate(head.length + work.body().length);
    in.put(head).put(work.body()).flip();
    var _ = TaskHeader.read(in);
    Object function =
        work.function().isPresent()
            ? TaskMessage.function(work.function().get().bytes(), loader)
            : TaskMessage.function(in, loader);
    return TaskMessage.run(function, TaskMessage.arguments(in, loader, arguments));
  }
}
