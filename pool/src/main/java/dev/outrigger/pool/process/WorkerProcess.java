package dev.outrigger.pool.process;

import dev.outrigger.pool.ledger.Ledger;
import dev.outrigger.pool.link.Connection;
import dev.outrigger.pool.link.Listener;
import dev.outrigger.pool.link.Switchboard;
import dev.outrigger.pool.schedule.Death;
import dev.outrigger.pool.schedule.Worker;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.Hello;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One worker JVM from its start to its end. Its life is the run of one thread: start the process,
 * hand it its secret, wait for its end, tell of it.
 */
public final class WorkerProcess implements Listener {
  private static final Duration LAST_OUTPUT = Duration.ofMillis(200);
  private static final int REPORT_HEAD = 4 << 10;

  private final Worker worker;
  private final CommandLine commandLine;
  private final PrivateDirectory directory;
  private final ProcessEvents events;
  private final String threadName;
  private final byte[] secret = Hello.newSecret();
  private final Output output = new Output();
  private final ReentrantLock starting = new ReentrantLock();
  private CommandLine.@Nullable Started started;
  private boolean doomed;
  private volatile @Nullable Connection connection;
  private volatile @Nullable Ledger ledger;
  private volatile boolean farewell;
  private volatile boolean answerCut;

  /** Nothing happens before {@link #start}. */
  public WorkerProcess(
      Worker worker,
      CommandLine commandLine,
      PrivateDirectory directory,
      ProcessEvents events,
      String poolName) {
    this.worker = worker;
    this.commandLine = commandLine;
    this.directory = directory;
    this.events = events;
    this.threadName = poolName + "-worker-" + worker.slot();
  }

  /** Starts it; returns at once. */
  public void start(Switchboard switchboard) {
    daemon(threadName, () -> live(switchboard)).start();
  }

  private static Thread daemon(String name, Runnable life) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name(name)
            .unstarted(life);
    thread.setContextClassLoader(null);
    return thread;
  }

  private void live(Switchboard switchboard) {
    try {
      CommandLine.Started launched = launch(switchboard);
      Process started = launched.process();
      events.spawned(worker, started.pid());
      Thread pump =
          daemon(
              threadName + "-output",
              () ->
                  output.pump(
                      started.getInputStream(),
                      Charset.defaultCharset(),
                      line -> events.printed(worker, line)));
      pump.start();
      handSecret(started.getOutputStream());
      int code = started.waitFor();
      // A grandchild may hold the pipe open for ever.
      pump.join(LAST_OUTPUT);
      if (connection == null) {
        commandLine.stillborn(launched, worker.generation());
      }
      bury(switchboard, OptionalInt.of(code));
    } catch (IOException e) {
      events.died(worker, Death.neverStarted(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  private CommandLine.Started launch(Switchboard switchboard) throws IOException {
    starting.lock();
    try {
      if (doomed) {
        throw new IOException("it was given up before its start");
      }
      directory.restore();
      switchboard.restore();
      ledger = Ledger.create(directory.ledger(worker.generation()));
      CommandLine.Started now = commandLine.start(worker.slot(), worker.generation());
      started = now;
      return now;
    } finally {
      starting.unlock();
    }
  }

  private void handSecret(OutputStream stdin) {
    try (stdin) {
      stdin.write((HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException _) {
      // It died at once; its exit tells more.
    }
  }

  private void bury(Switchboard switchboard, OptionalInt code) {
    directory.forget(worker.generation());
    Optional<String> report = crashReport();
    List<String> tail = output.tail();
    Runnable tell =
        () ->
            events.died(
                worker, new Death(code, farewell, report, tail, answerCut, Optional.empty()));
    Connection last = connection;
    if (last == null) {
      switchboard.execute(tell);
    } else {
      switchboard.drain(last, tell);
    }
  }

  private Optional<String> crashReport() {
    Path file = directory.crashReport(worker.generation());
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(REPORT_HEAD);
      return Optional.of(new String(head, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.of("(its report could not be read: " + e + ")");
    }
  }

  /** Who it is. */
  public Worker worker() {
    return worker;
  }

  /** Whether this greeting carries the secret of this spawn. */
  public boolean isProvedBy(Frame hello) {
    return Hello.proves(hello, secret);
  }

  /** It is connected. */
  public void connect(Connection newConnection) {
    connection = newConnection;
    commandLine.ready();
  }

  /** Puts a frame in line; tells whether {@link #flush}, which may write, must follow. */
  public boolean enqueue(Frame frame) {
    Connection current = connection;
    return current != null && current.enqueue(frame);
  }

  /** Reads at once what it has said, on this thread, if no other does. */
  public void listen() {
    Connection current = connection;
    if (current != null) {
      current.listen();
    }
  }

  /** The task that it has begun last; 0: none. */
  public long begun() {
    Ledger current = ledger;
    return current == null ? 0 : current.begun();
  }

  /** Writes what is in line, without waiting. */
  public void flush() {
    Connection current = connection;
    if (current != null) {
      current.flush();
    }
  }

  /** SIGKILL, by way of the handle: unlike the process it leaves the output open to be read. */
  public void kill() {
    starting.lock();
    try {
      doomed = true;
      if (started != null) {
        started.process().toHandle().destroyForcibly();
      }
    } finally {
      starting.unlock();
    }
  }

  @Override
  public void heard(List<Frame> frames) {
    // The task that runs may still end while hooks do their work.
    boolean leaves = frames.removeIf(frame -> frame.type() == FrameType.BYE);
    if (leaves) {
      farewell = true;
    }
    events.heard(worker, frames);
    if (leaves) {
      events.leaves(worker);
    }
  }

  @Override
  public void broke(String what) {
    events.broke(worker, what);
  }

  @Override
  public void hungUp(Optional<FrameType> cut) {
    answerCut =
        cut.filter(type ->
                type == FrameType.RESULT || type == FrameType.FAILURE || type == FrameType.UNSENT)
            .isPresent();
    events.hungUp(worker);
  }
}
