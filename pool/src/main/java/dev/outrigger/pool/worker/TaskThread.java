package dev.outrigger.pool.worker;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.io.IOException;

/** Runs the tasks, one after the other, on the only thread that knows code of the user. */
final class TaskThread implements Runnable {
  private static final int LARGE = 64 << 10;

  private final ParentLink link;
  private final Listening listening;
  private final Performance performance;
  private String name = "";

  TaskThread(ParentLink link, Listening listening, Performance performance) {
    this.link = link;
    this.listening = listening;
    this.performance = performance;
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
    boolean wanted = running.interruption().begin();
    if (running.size() >= LARGE) {
      link.send(new Frame(FrameType.STARTED, running.id()));
    }
    Frame answer = wanted ? performance.answer(running) : performance.notBegun(running.id());
    running.interruption().finish();
    running.talk().over();
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
}
