package dev.outrigger.pool.actor;

import dev.outrigger.pool.codec.AnswerMessage;
import dev.outrigger.pool.codec.ItemMessage;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.TooLargeException;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.codec.UnsendableException;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wording.Cut;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pool and an actor's process say to each other: what it is, the call's number, the rest.
 */
final class ActorMessage {
  /** Parent: the number, whether it is concurrent, how many arguments; signature and arguments. */
  static final byte CALL = 1;

  /** Parent: interrupt this call. */
  static final byte INTERRUPT = 2;

  /** Parent: there is no more to do. */
  static final byte LEAVE = 3;

  /** Worker: the object is there. */
  static final byte READY = 4;

  /** Worker: from here on the call may run. */
  static final byte BEGUN = 5;

  /** Worker: it returned this value. */
  static final byte RETURNED = 6;

  /** Worker: it threw this. */
  static final byte THREW = 7;

  /** Worker: where the call was when it was interrupted, as text. */
  static final byte STACK = 8;

  /** Worker: it has ended, and its result can't be sent; as text, why. */
  static final byte UNSENT = 9;

  private static final int HEAD = 9;

  private ActorMessage() {}

  static byte[] call(
      long id, boolean concurrent, String signature, @Nullable Object[] arguments, Rules rules)
      throws UnsendableException, TooLargeException {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(signature);
    values.addAll(Arrays.asList(arguments));
    ByteBuffer head = head(CALL, id, 2).put((byte) (concurrent ? 1 : 0));
    return ItemMessage.write(
        head.put((byte) arguments.length).flip(), values, rules, "the call with its arguments");
  }

  static byte[] returned(long id, @Nullable Object value, Rules rules)
      throws UnsendableException, TooLargeException {
    return ItemMessage.write(
        head(RETURNED, id, 0).flip(), Collections.singletonList(value), rules, "the result");
  }

  /** This always succeeds, as a task's failure does. */
  static byte[] threw(long id, Throwable thrown, int maxFrame) {
    byte[] answer = AnswerMessage.failure(0, thrown, maxFrame - 2 * HEAD).payload();
    return head(THREW, id, answer.length).put(answer).array();
  }

  static byte[] stack(long id, String stack) {
    return text(STACK, id, stack);
  }

  static byte[] unsent(long id, String why) {
    return text(UNSENT, id, Cut.of(AnswerMessage.cantSendResult(why)));
  }

  private static byte[] text(byte what, long id, String said) {
    byte[] text = said.getBytes(StandardCharsets.UTF_8);
    return head(what, id, text.length).put(text).array();
  }

  static byte[] about(byte what, long id) {
    return head(what, id, 0).array();
  }

  private static ByteBuffer head(byte what, long id, int more) {
    return ByteBuffer.allocate(HEAD + more).put(what).putLong(id);
  }

  static @Nullable Object value(ByteBuffer body, Trust trust, Rules rules)
      throws IOException, ClassNotFoundException {
    return ItemMessage.read(body, trust, rules);
  }

  static Throwable thrown(ByteBuffer body, Trust trust) throws IOException, ClassNotFoundException {
    byte[] payload = new byte[body.remaining()];
    body.get(payload);
    return AnswerMessage.thrown(new Frame(FrameType.FAILURE, 0, payload), trust);
  }
}
