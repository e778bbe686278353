package dev.outrigger.pool.codec;

import dev.outrigger.pool.RemoteThrowable;
import dev.outrigger.pool.memory.Ref;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wording.Cut;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What RESULT and FAILURE frames carry: a value, or a throwable together with a stand-in that can
 * be read where the throwable can't.
 */
public final class AnswerMessage {
  private static final Trust STAND_IN =
      new Trust(List.of(AnswerMessage.class.getClassLoader()), AllowList.own(AnswerMessage.class));

  private AnswerMessage() {}

  /** A result. */
  public static Frame result(long task, @Nullable Object value, Rules rules)
      throws UnsendableException, TooLargeException {
    Payload out = new Payload();
    Values.write(value, out, rules);
    return new Frame(FrameType.RESULT, task, out.join(rules.maxFrame(), "the result"));
  }

  /** The task can't be read, since classes are missing; nothing of it ran. */
  public static Frame unread(long task, Misfit why) {
    return inWords(FrameType.UNREAD, task, why.sentence());
  }

  /** It ran to its end, and its result can't be sent. */
  public static Frame unsent(long task, String why) {
    return inWords(FrameType.UNSENT, task, cantSendResult(why));
  }

  /** The sentence for that. */
  public static String cantSendResult(String why) {
    return "it ran to its end, but its result can't be sent: " + why;
  }

  private static Frame inWords(FrameType type, long task, String text) {
    return new Frame(type, task, Cut.of(text).getBytes(StandardCharsets.UTF_8));
  }

  /** Whether it is an UNREAD or UNSENT, which carries no object. */
  public static boolean isInWords(Frame answer) {
    return answer.type() == FrameType.UNREAD || answer.type() == FrameType.UNSENT;
  }

  /** What such an answer says. */
  public static String words(Frame answer) {
    return new String(answer.payload(), StandardCharsets.UTF_8);
  }

  /**
   * A failure; this always succeeds, in the worst case with the class name alone. Whatever code of
   * the user runs on the way may throw anything: a task that gets no answer is waited for for ever.
   */
  public static Frame failure(long task, Throwable thrown, int max) {
    try {
      return new Frame(FrameType.FAILURE, task, both(thrown, max));
    } catch (TooLargeException _) {
      return shortened(task, thrown, max);
    } catch (Throwable _) {
      return nameOnly(task, thrown);
    }
  }

  /** Its messages are too long, or what it holds is: what is left says that. */
  private static Frame shortened(long task, Throwable thrown, int max) {
    try {
      ByteBuffer standIn = Serials.writeThrown(RemoteThrowable.shortened(thrown));
      byte[] payload = new Payload().addSized(standIn).join(max, "the throwable");
      return new Frame(FrameType.FAILURE, task, payload);
    } catch (Throwable _) {
      return nameOnly(task, thrown);
    }
  }

  private static byte[] both(Throwable thrown, int max)
      throws UnsendableException, TooLargeException {
    ByteBuffer standIn = Serials.write(RemoteThrowable.of(thrown)).bytes();
    return new Payload().addSized(standIn).add(whole(thrown)).join(max, "the throwable");
  }

  private static ByteBuffer whole(Throwable thrown) {
    try {
      return Serials.writeThrown(thrown);
    } catch (Throwable _) {
      return ByteBuffer.allocate(0); // The stand-in tells of it.
    }
  }

  private static Frame nameOnly(long task, Throwable thrown) {
    try {
      ByteBuffer standIn = Serials.write(RemoteThrowable.named(thrown)).bytes();
      byte[] payload = new Payload().addSized(standIn).join(Integer.MAX_VALUE, "the name");
      return new Frame(FrameType.FAILURE, task, payload);
    } catch (UnsendableException | TooLargeException e) {
      throw new IllegalStateException("a class name can always be sent", e);
    }
  }

  /** Whether reading this answer may take time or run code of the user. */
  public static boolean takesTime(Frame answer) {
    return answer.type() == FrameType.FAILURE
        || (answer.type() == FrameType.RESULT
            && Values.takesTime(ByteBuffer.wrap(answer.payload())));
  }

  /** The shared file that a RESULT names. */
  public static Optional<Ref> shared(Frame answer) {
    return answer.type() == FrameType.RESULT
        ? Values.shared(ByteBuffer.wrap(answer.payload()))
        : Optional.empty();
  }

  /** The value of a RESULT. */
  public static @Nullable Object value(Frame result, Trust trust, Rules rules)
      throws IOException, ClassNotFoundException {
    return Values.read(ByteBuffer.wrap(result.payload()), trust, rules);
  }

  /** The throwable of a FAILURE, or its stand-in if it can't be read or is not let in. */
  public static Throwable thrown(Frame failure, Trust trust)
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
        if (Serials.read(in.slice(), trust) instanceof Throwable thrown) {
          return thrown;
        }
      } catch (IOException | ClassNotFoundException _) {
        // Fall back to the stand-in.
      }
    }
    return standIn(standIn);
  }

  private static RemoteThrowable standIn(ByteBuffer in) throws IOException, ClassNotFoundException {
    if (Serials.read(in, STAND_IN) instanceof RemoteThrowable thrown) {
      return thrown;
    }
    throw new IOException("a failure without a throwable");
  }

  /** Class and message of the throwable of a FAILURE, read without any code of the user. */
  public static String told(Frame failure) {
    if (isInWords(failure)) {
      return words(failure);
    }
    try {
      return String.valueOf(standIn(Values.sized(ByteBuffer.wrap(failure.payload()))).getMessage());
    } catch (IOException | ClassNotFoundException | BufferUnderflowException e) {
      return "(what it threw can't be read: " + e + ")";
    }
  }
}
