package dev.outrigger.pool.engine;

import dev.outrigger.pool.codec.AnswerMessage;
import dev.outrigger.pool.events.FlightRecords;
import dev.outrigger.pool.link.Connection;
import dev.outrigger.pool.link.Listener;
import dev.outrigger.pool.link.Reception;
import dev.outrigger.pool.logging.LogNote;
import dev.outrigger.pool.memory.ParentSharing;
import dev.outrigger.pool.nested.Nursery;
import dev.outrigger.pool.process.ProcessEvents;
import dev.outrigger.pool.process.WorkerProcess;
import dev.outrigger.pool.schedule.Conversation;
import dev.outrigger.pool.schedule.Death;
import dev.outrigger.pool.schedule.Job;
import dev.outrigger.pool.schedule.Scheduler;
import dev.outrigger.pool.schedule.Worker;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.Hello;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wire.ProtocolException;
import dev.outrigger.pool.wire.Sight;
import dev.outrigger.pool.wire.TaskList;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What happens to worker processes, told to the scheduler; lets only expected ones in. */
final class FrontDoor implements Reception, ProcessEvents {
  private final Guarded guarded;
  private final Nursery nursery;
  private final Logger logger;
  private final ParentSharing sharing;
  private final Voices voices;
  private final FlightRecords records;
  private final Map<Long, WorkerProcess> expected = new ConcurrentHashMap<>();

  FrontDoor(
      Guarded guarded,
      Nursery nursery,
      Voices voices,
      FlightRecords records,
      Logger logger,
      ParentSharing sharing) {
    this.records = records;
    this.voices = voices;
    this.guarded = guarded;
    this.nursery = nursery;
    this.sharing = sharing;
    this.logger = logger;
  }

  /** One connection with the secret of this process will be let in. */
  WorkerProcess expect(WorkerProcess process) {
    expected.put(process.worker().generation(), process);
    voices.begin(process.worker().generation());
    return process;
  }

  @Override
  public Listener admit(Connection connection, Frame hello) throws ProtocolException {
    long spawn = Hello.spawn(hello);
    WorkerProcess process = expected.get(spawn);
    if (process == null || !process.isProvedBy(hello)) {
      throw new ProtocolException("it has no valid secret");
    }
    expected.remove(spawn);
    process.connect(connection);
    guarded.run(scheduler -> scheduler.greeted(process.worker()));
    return process;
  }

  @Override
  public Consumer<String> refusals() {
    return why -> logger.log(Level.WARNING, "refused a connection to the pool's socket: " + why);
  }

  @Override
  public void spawned(Worker worker, long pid) {
    records.started(worker.toString(), worker.generation(), pid);
    guarded.run(scheduler -> scheduler.spawned(worker, pid));
  }

  @Override
  public void heard(Worker worker, List<Frame> frames) {
    int from = 0;
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i).type() == FrameType.NOTE) {
        tell(worker, frames.subList(from, i));
        converse(worker, frames.get(i));
        from = i + 1;
      }
    }
    tell(worker, frames.subList(from, frames.size()));
  }

  /** All in one step, so that what follows from them is sent in one piece. */
  private void tell(Worker worker, List<Frame> frames) {
    if (!frames.isEmpty()) {
      guarded.run(scheduler -> frames.forEach(frame -> tell(scheduler, worker, frame)));
      // If an answer was wanted, its file was taken by now and has no name any more.
      frames.forEach(frame -> AnswerMessage.shared(frame).ifPresent(sharing::discard));
    }
  }

  private static void tell(Scheduler scheduler, Worker worker, Frame frame) {
    switch (frame.type()) {
      case STARTED -> scheduler.started(worker, frame.task());
      case RESULT, FAILURE, UNREAD, UNSENT -> {
        if (frame.task() == Worker.INITIALIZER) {
          initializerAnswered(scheduler, worker, frame);
        } else {
          scheduler.answered(worker, frame);
        }
      }
      case GIVEN_BACK -> scheduler.givenBack(worker, TaskList.of(frame), frame.task() == 0);
      case DUMPED -> scheduler.dumped(worker, frame.task(), Sight.of(frame));
      case HELLO, TASK, CANCEL, DUMP, STOP, BYE, NOTE, NUDGE, FUNCTION, RECALL ->
          scheduler.broken(worker, "a " + frame.type() + " frame");
    }
  }

  private static void initializerAnswered(Scheduler scheduler, Worker worker, Frame answer) {
    if (answer.type() == FrameType.RESULT) {
      scheduler.ready(worker);
    } else {
      scheduler.notInitialized(worker, AnswerMessage.told(answer));
    }
  }

  private void converse(Worker worker, Frame note) {
    try {
      NoteKind kind = NoteKind.of(note);
      if (kind == NoteKind.LOG) {
        voices
            .of(worker.generation())
            .logged(guarded.step(_ -> worker.label(note.task())), LogNote.of(NoteKind.body(note)));
        return;
      }
      Optional<Job> speaker = guarded.step(scheduler -> scheduler.speaker(worker, note.task()));
      if (speaker.isPresent()) {
        converse(speaker.get(), kind, NoteKind.body(note), reply(worker, note.task()));
      }
    } catch (ProtocolException | RuntimeException e) {
      broke(worker, "a note about task " + note.task() + ": " + e.getMessage());
    }
  }

  private void converse(Job job, NoteKind kind, ByteBuffer body, Conversation.Reply reply)
      throws ProtocolException {
    if (Nursery.concerns(kind)) {
      nursery.heard(job, kind, body, reply);
    } else {
      job.caller().conversation().heard(kind, body, reply);
    }
  }

  private Conversation.Reply reply(Worker worker, long task) {
    return (kind, body) -> {
      Frame nudge = kind.frame(FrameType.NUDGE, task, body);
      guarded.run(scheduler -> scheduler.nudge(worker, nudge));
    };
  }

  @Override
  public void broke(Worker worker, String what) {
    guarded.run(scheduler -> scheduler.broken(worker, what));
  }

  @Override
  public void leaves(Worker worker) {
    guarded.run(scheduler -> scheduler.leaves(worker));
  }

  @Override
  public void hungUp(Worker worker) {
    guarded.run(scheduler -> scheduler.hungUp(worker));
  }

  @Override
  public void died(Worker worker, Death death) {
    expected.remove(worker.generation());
    sharing.died(worker.generation());
    voices.end(worker.generation(), worker.toString());
    guarded.run(scheduler -> scheduler.died(worker, death));
  }

  @Override
  public void printed(Worker worker, String line) {
    voices.of(worker.generation()).printed(guarded.step(_ -> worker.label()), line);
  }
}
