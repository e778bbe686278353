package dev.outrigger.pool.mapping;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.Evidence;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.pool.codec.AllowList;
import dev.outrigger.pool.codec.AnswerMessage;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.ProtocolException;
import dev.outrigger.pool.wording.Told;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Tells by its index which item failed, or which may have. */
final class ItemFailures {
  private static final Evidence NOTHING_SEEN =
      new Evidence(
          Optional.empty(), OptionalLong.empty(), Duration.ZERO, Optional.empty(), List.of());

  private ItemFailures() {}

  /** The answer to a chunk; where there is none, the items whose state is not known are named. */
  static ChunkAnswer answer(Chunk chunk, boolean goesOn) throws InterruptedException {
    try {
      return chunk.task().join().checked(chunk.count(), goesOn);
    } catch (ProtocolException | IllegalArgumentException e) {
      throw new TaskFailedException(
          chunk + " of task %d (%s)".formatted(chunk.task().id(), chunk.task().name()),
          new FailureCause.ProtocolBroken(Told.of(e)),
          Delivery.RESULT_LOST,
          NOTHING_SEEN);
    } catch (TaskFailedException e) {
      throw new TaskFailedException(
          chunk + " of " + e.task(), e.failure(), e.delivery(), e.evidence());
    }
  }

  /**
   * The failure of one item.
   *
   * @param which of the answer's failures
   * @param trust that of the chunk's task; empty: what goes without saying for this function
   */
  static TaskFailedException of(
      Chunk chunk, ChunkAnswer answer, int which, Optional<Trust> trust, Object function) {
    long index = chunk.first() + answer.failedAt()[which];
    return new TaskFailedException(
        "item %d of task %d (%s)".formatted(index, chunk.task().id(), chunk.task().name()),
        cause(answer.failures()[which], trust.orElseGet(() -> usual(function))),
        Delivery.STARTED,
        new Evidence(
            Optional.empty(),
            OptionalLong.empty(),
            Duration.ofNanos(answer.nanos()),
            Optional.empty(),
            List.of()));
  }

  private static Trust usual(Object function) {
    List<ClassLoader> loaders =
        Stream.of(
                Optional.ofNullable(Thread.currentThread().getContextClassLoader()),
                Optional.ofNullable(function.getClass().getClassLoader()))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    return new Trust(loaders, AllowList.of(function, List.of()));
  }

  private static FailureCause cause(byte[] failure, Trust trust) {
    try {
      return new FailureCause.TaskThrew(
          AnswerMessage.thrown(new Frame(FrameType.FAILURE, 0, failure), trust));
    } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
      return new FailureCause.TransferFailed("what it threw could not be read here: " + Told.of(e));
    }
  }
}
