package dev.outrigger.pool.worker;

import dev.outrigger.pool.codec.AnswerMessage;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.codec.TooLargeException;
import dev.outrigger.pool.codec.UnsendableException;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;

/** Runs the tasks, one after the other, on the only thread that knows code of the user. */
final class TaskThread implements Runnable {
  private final ParentLink link;
  private final int maxFrame;
  private final BlockingQueue<Running> next = new SynchronousQueue<>();

  TaskThread(ParentLink link, int maxFrame) {
    this.link = link;
    this.maxFrame = maxFrame;
  }

  void start() {
    Thread thread = new Thread(this, "idle");
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    thread.start();
  }

  /** Waits until the thread takes it, whatever a task does to the thread that hands it over. */
  void hand(Running task) {
    while (true) {
      try {
        next.put(task);
        return;
      } catch (InterruptedException _) {
        // By code of the user, which knows every thread of its process.
      }
    }
  }

  @Override
  public void run() {
    try {
      while (true) {
        run(take());
      }
    } catch (IOException e) {
      // Without a parent there is nobody to work for.
      SuddenEnd.ofThisProcess();
    } catch (Throwable bug) {
      SuddenEnd.after(bug);
    }
  }

  private Running take() {
    while (true) {
      try {
        return next.take();
      } catch (InterruptedException _) {
        // Left over by the code of an earlier task.
      }
    }
  }

  private void run(Running running) throws IOException {
    byte[] payload = running.task().payload();
    long id = running.task().task();
    Thread.currentThread().setName(running.talk().name());
    Talk.begin(running.talk());
    boolean wanted = running.begin();
    link.send(new Frame(FrameType.STARTED, id));
    Frame answer =
        wanted
            ? perform(id, payload)
            : failure(id, new CancellationException("cancelled before it began"));
    running.finish();
    Talk.end();
    link.send(answer);
    Thread.currentThread().setName("idle");
  }

  private Frame perform(long id, byte[] payload) {
    @Nullable Object value;
    try {
      value = TaskMessage.decodeAndRun(payload, ClassLoader.getSystemClassLoader());
    } catch (Throwable thrown) {
      return failure(id, thrown);
    }
    try {
      return AnswerMessage.result(id, value, maxFrame);
    } catch (UnsendableException | TooLargeException e) {
      return failure(
          id, new IllegalStateException("the result can't be sent: " + e.getMessage(), e));
    } catch (Throwable thrown) {
      return failure(id, thrown);
    }
  }

  private Frame failure(long id, Throwable thrown) {
    return AnswerMessage.failure(id, thrown, maxFrame);
  }
}
