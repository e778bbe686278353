package dev.outrigger.pool.worker;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * The tasks' own thread takes tasks while whoever listens adds, cancels and recalls them: each is
 * taken, cancelled or given back, and none is two of these.
 */
public class InboxLincheckTest {
  private static final int SENT_AHEAD = 2;

  private final Inbox inbox = new Inbox();
  private final List<Long> fates = new ArrayList<>();
  private long sent;

  /** Two tasks were sent ahead. */
  public InboxLincheckTest() {
    while (sent < SENT_AHEAD) {
      sent++;
      inbox.add(new Frame(FrameType.TASK, sent));
    }
  }

  /** The tasks' thread takes the next one; 0: there is none. */
  @Operation
  public long take() {
    long[] taken = new long[1];
    try {
      var _ =
          inbox.next(frame -> {
            taken[0] = frame.task();
            throw new ProtocolException("it is only counted");
          });
    } catch (ProtocolException _) {
      note(taken[0]);
    }
    return taken[0];
  }

  /** The parent cancels the first one; tells whether it had not begun. */
  @Operation
  public boolean cancel() {
    boolean cancelled = inbox.remove(1);
    if (cancelled) {
      note(1);
    }
    return cancelled;
  }

  /** The parent wants all of them back. */
  @Operation
  public List<Long> recall() {
    List<Long> given = inbox.removeAll();
    given.forEach(this::note);
    return given;
  }

  private void note(long task) {
    synchronized (fates) {
      fates.add(task);
    }
  }

  /** No task has met two fates. */
  @Validate
  public void noneHasTwoFates() {
    if (fates.size() != fates.stream().distinct().count()) {
      throw new IllegalStateException("a task was handed out twice: " + fates);
    }
  }

  @Test
  void aTaskIsTakenCancelledOrGivenBackAndNeverTwoOfThese() {
    new ModelCheckingOptions()
        .iterations(10)
        .invocationsPerIteration(200)
        .threads(3)
        .actorsPerThread(1)
        .actorsBefore(0)
        .actorsAfter(1)
        .check(InboxLincheckTest.class);
  }
}
