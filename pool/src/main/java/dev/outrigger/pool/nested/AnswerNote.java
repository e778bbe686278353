package dev.outrigger.pool.nested;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.pool.codec.AnswerMessage;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.Job;
import dev.outrigger.pool.schedule.Unread;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How a nested task ended, told to the task that waits for it: number, kind, id, and for a failure
 * cause, delivery and evidence. What the child itself returned or threw passes through the parent
 * process as bytes; for a child that ran inside its own parent they never left, and are empty here.
 */
final class AnswerNote {
  private static final int HEAD = 4 + 1 + 8;
  private static final byte RETURNED = 1;
  private static final byte THREW = 2;
  private static final byte FAILED = 3;
  private static final byte CANCELLED = 4;

  private AnswerNote() {}

  static byte[] bytes(int number, Job job, Ending ending) {
    return switch (ending) {
      case Ending.Returned(Frame answer) -> join(number, RETURNED, job.id(), answer.payload());
      case Ending.Returned(var other) ->
          throw new IllegalStateException("the answer of a nested task was read: " + other);
      case Ending.Failed(FailureCause.TaskThrew(Unread unread), var delivery, var evidence) -> {
        byte[] known =
            failure(
                new TaskFailedException(
                    job.toString(),
                    new FailureCause.ProtocolBroken("it threw"),
                    delivery,
                    evidence));
        byte[] thrown = unread.answer().payload();
        yield join(
            number,
            THREW,
            job.id(),
            ByteBuffer.allocate(4 + known.length + thrown.length)
                .putInt(known.length)
                .put(known)
                .put(thrown)
                .array());
      }
      case Ending.Failed(var cause, var delivery, var evidence) ->
          join(
              number,
              FAILED,
              job.id(),
              failure(new TaskFailedException(job.toString(), cause, delivery, evidence)));
      case Ending.Cancelled(String reason) ->
          join(number, CANCELLED, job.id(), reason.getBytes(StandardCharsets.UTF_8));
    };
  }

  private static byte[] failure(TaskFailedException failed) {
    return AnswerMessage.failure(0, failed, Integer.MAX_VALUE).payload();
  }

  private static byte[] join(int number, byte kind, long id, byte[] rest) {
    return ByteBuffer.allocate(HEAD + rest.length)
        .putInt(number)
        .put(kind)
        .putLong(id)
        .put(rest)
        .array();
  }

  /** Id of a child in its pool; {@code in} stands after the number. */
  static long id(ByteBuffer in) {
    return in.getLong(in.position() + 1);
  }

  /** Reads what followed the number: code of the user. {@code kept} is the answer that ran here. */
  static Ending read(ByteBuffer in, byte[] kept, Trust trust, Rules rules) {
    try {
      byte kind = in.get();
      var _ = in.getLong();
      return switch (kind) {
        case RETURNED ->
            new Ending.Returned(
                AnswerMessage.value(new Frame(FrameType.RESULT, 0, rest(in, kept)), trust, rules));
        case THREW -> {
          byte[] known = new byte[in.getInt()];
          in.get(known);
          TaskFailedException failed = failed(known, trust);
          Throwable thrown =
              AnswerMessage.thrown(new Frame(FrameType.FAILURE, 0, rest(in, kept)), trust);
          yield new Ending.Failed(
              new FailureCause.TaskThrew(thrown), failed.delivery(), failed.evidence());
        }
        case FAILED -> {
          TaskFailedException failed = failed(rest(in, kept), trust);
          yield new Ending.Failed(failed.failure(), failed.delivery(), failed.evidence());
        }
        case CANCELLED ->
            new Ending.Cancelled(new String(rest(in, new byte[0]), StandardCharsets.UTF_8));
        default -> throw new IOException("an answer of kind " + kind);
      };
    } catch (IOException | ClassNotFoundException | BufferUnderflowException e) {
      return Unreadable.because(e);
    } catch (RuntimeException | Error e) {
      return Unreadable.because(e);
    }
  }

  private static byte[] rest(ByteBuffer in, byte[] kept) {
    if (!in.hasRemaining()) {
      return kept;
    }
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }

  private static TaskFailedException failed(byte[] bytes, Trust trust)
      throws IOException, ClassNotFoundException {
    if (AnswerMessage.thrown(new Frame(FrameType.FAILURE, 0, bytes), trust)
        instanceof TaskFailedException failed) {
      return failed;
    }
    throw new IOException("a failure without its cause");
  }
}
