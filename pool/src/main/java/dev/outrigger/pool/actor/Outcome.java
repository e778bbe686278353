package dev.outrigger.pool.actor;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** How a call ended; what came from the object is not read yet. */
sealed interface Outcome {
  /** It returned this. */
  record Returned(ByteBuffer value) implements Outcome {}

  /** It threw this. */
  record Threw(ByteBuffer throwable) implements Outcome {}

  /** It failed for another reason. */
  record Failed(FailureCause cause, Delivery delivery) implements Outcome {}

  /** It returned what can't be sent. */
  static Outcome unsent(ByteBuffer why) {
    return new Failed(
        new FailureCause.TransferFailed(StandardCharsets.UTF_8.decode(why).toString()),
        Delivery.RESULT_LOST);
  }

  /** Its process was lost. */
  record Lost(Delivery delivery, Loss loss) implements Outcome {}

  /** Its caller cancelled it. */
  record Cancelled(String reason) implements Outcome {}
}
