package dev.outrigger.pool.engine;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.codec.AnswerMessage;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.events.FlightRecords;
import dev.outrigger.pool.events.TaskAccount;
import dev.outrigger.pool.link.Switchboard;
import dev.outrigger.pool.memory.ParentSharing;
import dev.outrigger.pool.process.ProcessState;
import dev.outrigger.pool.process.ResidentMemory;
import dev.outrigger.pool.process.WorkerProcess;
import dev.outrigger.pool.schedule.Aftermath;
import dev.outrigger.pool.schedule.Decoded;
import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.Job;
import dev.outrigger.pool.schedule.Line;
import dev.outrigger.pool.schedule.Surroundings;
import dev.outrigger.pool.schedule.Unread;
import dev.outrigger.pool.schedule.Worker;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wording.Told;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What the scheduler decides, done to real processes. */
final class World implements Surroundings {
  /** Bytes of an answer that takes less time to read than to hand to another thread. */
  private static final int SMALL = 512;

  private final String name;
  private final Guarded guarded;
  private final LongSupplier clock;
  private final Function<Worker, WorkerProcess> hire;
  private final Switchboard switchboard;
  private final Executor readers;
  private final Rules rules;
  private final ParentSharing sharing;
  private final Runnable touch;
  private final Runnable closeDown;
  private final FlightRecords records;
  private final Logger logger;

  World(
      String name,
      Guarded guarded,
      LongSupplier clock,
      Function<Worker, WorkerProcess> hire,
      Switchboard switchboard,
      Executor readers,
      Rules rules,
      ParentSharing sharing,
      Runnable touch,
      Runnable closeDown,
      FlightRecords records,
      Logger logger) {
    this.name = name;
    this.records = records;
    this.guarded = guarded;
    this.clock = clock;
    this.hire = hire;
    this.switchboard = switchboard;
    this.readers = readers;
    this.rules = rules;
    this.sharing = sharing;
    this.touch = touch;
    this.closeDown = closeDown;
    this.logger = logger;
  }

  @Override
  public String pool() {
    return "the pool " + name;
  }

  @Override
  public long now() {
    return clock.getAsLong();
  }

  @Override
  public Line spawn(Worker worker) {
    WorkerProcess process = hire.apply(worker);
    guarded.afterwards(() -> process.start(switchboard));
    return new Line() {
      @Override
      public void send(Frame frame) {
        if (process.enqueue(frame)) {
          guarded.afterwards(process::flush);
        }
      }

      @Override
      public void kill() {
        guarded.afterwards(process::kill);
      }

      @Override
      public long begun() {
        return process.begun();
      }

      @Override
      public void listen() {
        process.listen();
      }
    };
  }

  @Override
  public Optional<Decoded> decode(Job job, Frame answer) {
    Optional<Decoded> untransferred = untransferred(answer);
    if (untransferred.isPresent()) {
      return untransferred;
    }
    if (job.caller().readsBytes()) {
      return Optional.of(
          answer.type() == FrameType.RESULT
              ? new Decoded.Value(answer)
              : new Decoded.Thrown(new Unread(answer)));
    }
    boolean code = AnswerMessage.takesTime(answer);
    if (!code && answer.payload().length <= SMALL) {
      return Optional.of(read(job, answer));
    }
    guarded.afterwards(() -> {
      try {
        AnswerMessage.shared(answer).ifPresent(sharing::arrived);
      } catch (RuntimeException | Error e) {
        tell(job, Decoded.Untransferred.unreadable(e));
        return;
      }
      if (code) {
        readElsewhere(job, answer);
      } else {
        tell(job, read(job, answer));
      }
    });
    return Optional.empty();
  }

  private static Optional<Decoded> untransferred(Frame answer) {
    return switch (answer.type()) {
      case UNREAD ->
          Optional.of(new Decoded.Untransferred(AnswerMessage.words(answer), Delivery.NOT_STARTED));
      case UNSENT ->
          Optional.of(new Decoded.Untransferred(AnswerMessage.words(answer), Delivery.RESULT_LOST));
      default -> Optional.empty();
    };
  }

  private void readElsewhere(Job job, Frame answer) {
    try {
      readers.execute(() -> tell(job, read(job, answer)));
    } catch (RejectedExecutionException e) {
      tell(job, lost("the pool ended before its result was read"));
    } catch (OutOfMemoryError e) {
      tell(job, lost("there is no thread to read its result: " + Told.of(e)));
    }
  }

  private void tell(Job job, Decoded decoded) {
    guarded.run(scheduler -> scheduler.decoded(job, decoded));
  }

  private Decoded read(Job job, Frame answer) {
    try {
      return answer.type() == FrameType.RESULT
          ? new Decoded.Value(AnswerMessage.value(answer, job.caller().trust(), rules))
          : new Decoded.Thrown(AnswerMessage.thrown(answer, job.caller().trust()));
    } catch (Throwable e) {
      return Decoded.Untransferred.unreadable(e);
    }
  }

  private static Decoded lost(String why) {
    return new Decoded.Untransferred(why, Delivery.RESULT_LOST);
  }

  @Override
  public void ended(Job job, Ending ending) {
    if (FlightRecords.wanted()) {
      TaskAccount account = Aftermath.account(job, now(), ending);
      guarded.afterwards(() -> records.ended(account));
    }
    guarded.afterwards(() -> job.caller().owner().accept(ending));
  }

  @Override
  public void admitted(Job job) {
    guarded.afterwards(job.turnstile()::open);
  }

  @Override
  public void measure(Worker worker, long pid) {
    guarded.afterwards(() -> {
      OptionalLong resident = ResidentMemory.of(pid);
      if (resident.isPresent()) {
        guarded.run(scheduler -> scheduler.measured(worker, resident.getAsLong()));
      }
    });
  }

  @Override
  public void observe(Worker worker, long pid) {
    guarded.afterwards(() -> {
      boolean still = ProcessState.isStopped(pid);
      guarded.run(scheduler -> scheduler.observed(worker, still));
    });
  }

  @Override
  public void keepFilesYoung() {
    guarded.afterwards(() -> {
      try {
        readers.execute(touch);
      } catch (RejectedExecutionException _) {
        // The pool ends, and its files with it.
      }
    });
  }

  @Override
  public void buried(Worker worker, String cause, boolean expected) {
    long pid = worker.pid().orElse(0);
    guarded.afterwards(
        () -> records.died(worker.toString(), worker.generation(), pid, cause, expected));
  }

  @Override
  public void log(Level level, String line) {
    guarded.afterwards(() -> logger.log(level, "pool " + name + ": " + line));
  }

  @Override
  public void terminated() {
    guarded.afterwards(closeDown);
  }
}
