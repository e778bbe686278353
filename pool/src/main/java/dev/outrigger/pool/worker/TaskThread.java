package dev.outrigger.pool.worker;

import dev.outrigger.pool.codec.AnswerMessage;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.codec.TooLargeException;
import dev.outrigger.pool.codec.UnsendableException;
import dev.outrigger.pool.memory.Leases;
import dev.outrigger.pool.memory.WorkerSharing;
import dev.outrigger.pool.wire.Definition;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Runs the tasks, one after the other, on the only thread that knows code of the user. */
final class TaskThread implements Runnable {
  private static final int LARGE = 64 << 10;

  private final ParentLink link;
  private final Listening listening;
  private final Learnt learnt;
  private final Rules rules;
  private final WorkerSharing sharing;
  private String name = "";

  TaskThread(
      ParentLink link, Listening listening, Learnt learnt, Rules rules, WorkerSharing sharing) {
    this.link = link;
    this.listening = listening;
    this.learnt = learnt;
    this.rules = rules;
    this.sharing = sharing;
  }

  @Override
  public void run() {
    Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      while (true) {
        run(listening.next());
      }
    } catch (IOException e) {
      // Without a parent there is nobody to work for.
      SuddenEnd.ofThisProcess();
    } catch (Throwable bug) {
      SuddenEnd.after(bug);
    }
  }

  private void run(Running running) throws IOException {
    showName(running.talk().name());
    Talk.begin(running.talk());
    boolean wanted = running.begin();
    if (running.size() >= LARGE) {
      link.send(new Frame(FrameType.STARTED, running.id()));
    }
    Frame answer =
        wanted
            ? Leases.during(sharing.places(), () -> perform(running))
            : failure(running.id(), new CancellationException("cancelled before it began"));
    running.finish();
    Talk.end();
    link.send(answer);
  }

  /** Costs a system call, so only for a change. */
  private void showName(String next) {
    if (!next.equals(name)) {
      name = next;
      Thread.currentThread().setName(next);
    }
  }

  private Frame perform(Running running) {
    @Nullable Object value;
    try {
      ClassLoader loader = ClassLoader.getSystemClassLoader();
      int number = running.header().function();
      Object function =
          number == Definition.NONE
              ? TaskMessage.function(running.rest(), loader)
              : learnt.function(number, loader);
      value = TaskMessage.run(function, running.rest(), loader, rules);
    } catch (Throwable thrown) {
      return failure(running.id(), thrown);
    }
    try {
      return AnswerMessage.result(running.id(), value, rules);
    } catch (UnsendableException | TooLargeException e) {
      return failure(
          running.id(),
          new IllegalStateException("the result can't be sent: " + e.getMessage(), e));
    } catch (Throwable thrown) {
      return failure(running.id(), thrown);
    }
  }

  private Frame failure(long id, Throwable thrown) {
    return AnswerMessage.failure(id, thrown, rules.maxFrame());
  }
}
