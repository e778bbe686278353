package dev.outrigger.pool.codec;

import dev.outrigger.pool.RemoteThrowable;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What RESULT and FAILURE frames carry: a value, or a throwable together with a stand-in that can
 * be read where the throwable can't.
 */
public final class AnswerMessage {
  private AnswerMessage() {}

  /** A result. */
  public static Frame result(long task, @Nullable Object value, int max)
      throws UnsendableException, TooLargeException {
    Payload out = new Payload();
    Values.write(value, out);
    return new Frame(FrameType.RESULT, task, out.join(max, "the result"));
  }

  /** A failure; this always succeeds, in the worst case with the stand-in alone. */
  public static Frame failure(long task, Throwable thrown, int max) {
    ByteBuffer standIn = standIn(thrown);
    ByteBuffer whole = ByteBuffer.allocate(0);
    try {
      whole = Serials.write(thrown).bytes();
    } catch (UnsendableException _) {
      // The stand-in tells of it.
    }
    try {
      byte[] both = new Payload().addSized(standIn).add(whole).join(max, "the throwable");
      return new Frame(FrameType.FAILURE, task, both);
    } catch (TooLargeException tooLarge) {
      return failure(task, tooLarge, max);
    }
  }

  private static ByteBuffer standIn(Throwable thrown) {
    try {
      return Serials.write(RemoteThrowable.of(thrown)).bytes();
    } catch (UnsendableException e) {
      throw new IllegalStateException("a stand-in is always serializable", e);
    }
  }

  /** Whether reading this answer may run code of the user. */
  public static boolean needsUserCode(Frame answer) {
    return answer.type() == FrameType.FAILURE
        || Values.needsUserCode(ByteBuffer.wrap(answer.payload()));
  }

  /** The value of a RESULT. */
  public static @Nullable Object value(Frame result, List<ClassLoader> loaders)
      throws IOException, ClassNotFoundException {
    return Values.read(ByteBuffer.wrap(result.payload()), loaders);
  }

  /** The throwable of a FAILURE. */
  public static Throwable thrown(Frame failure, List<ClassLoader> loaders)
      throws IOException, ClassNotFoundException {
    ByteBuffer in = ByteBuffer.wrap(failure.payload());
    ByteBuffer standIn;
    try {
      standIn = Values.sized(in);
    } catch (BufferUnderflowException e) {
      throw new IOException("a failure without content", e);
    }
    if (in.hasRemaining()) {
      try {
        if (Serials.read(Values.stream(in.slice()), loaders) instanceof Throwable thrown) {
          return thrown;
        }
      } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError _) {
        // Fall back to the stand-in.
      }
    }
    if (Serials.read(Values.stream(standIn), List.of(AnswerMessage.class.getClassLoader()))
        instanceof RemoteThrowable thrown) {
      return thrown;
    }
    throw new IOException("a failure without a throwable");
  }
}
