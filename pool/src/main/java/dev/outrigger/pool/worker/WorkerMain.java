package dev.outrigger.pool.worker;

import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.Hello;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wire.ProtocolException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a worker process: reads the secret, connects, greets, and then obeys. This
 * thread only listens, so it hears the parent's death even while a task spins.
 */
public final class WorkerMain {
  private WorkerMain() {}

  /** Arguments: socket, slot, number of the spawn, largest frame. */
  public static void main(String[] arguments) throws IOException {
    Path socket = Path.of(arguments[0]);
    long spawn = Long.parseLong(arguments[2]);
    int maxFrame = Integer.parseInt(arguments[3]);
    byte[] secret = secret();
    ParentLink link = new ParentLink(socket, maxFrame);
    Runtime.getRuntime().addShutdownHook(new Thread(new Farewell(link), "farewell"));
    TaskThread tasks = new TaskThread(link, maxFrame);
    tasks.start();
    // From here on the JVM has a second thread, which would outlive the end of this one.
    try {
      link.send(Hello.frame(spawn, secret));
      leaveWithParent();
      obey(link, tasks);
    } catch (IOException _) {
      // As good as the end of the connection.
    } catch (Throwable bug) {
      SuddenEnd.after(bug);
    }
    SuddenEnd.ofThisProcess();
  }

  private static void obey(ParentLink link, TaskThread tasks) throws IOException {
    @Nullable Running current = null;
    for (Optional<Frame> next = link.receive(); next.isPresent(); next = link.receive()) {
      Frame frame = next.get();
      switch (frame.type()) {
        case TASK -> {
          current =
              new Running(frame, new Talk(frame.task(), TaskMessage.name(frame.payload()), link));
          tasks.hand(current);
        }
        case CANCEL -> {
          if (current != null && current.task().task() == frame.task()) {
            current.cancel();
          }
        }
        case DUMP -> {
          String stack = current == null ? "" : current.dump();
          byte[] text = stack.getBytes(StandardCharsets.UTF_8);
          link.send(new Frame(FrameType.DUMPED, frame.task(), text));
        }
        case STOP -> new Thread(() -> System.exit(0), "stop").start();
        case NUDGE -> {
          if (current != null && current.task().task() == frame.task()) {
            current.talk().nudged(NoteKind.of(frame), NoteKind.body(frame));
          }
        }
        case HELLO, STARTED, RESULT, FAILURE, DUMPED, BYE, NOTE ->
            throw new ProtocolException("a parent does not send " + frame.type());
      }
    }
  }

  private static byte[] secret() throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    String line = input.readLine();
    if (line == null) {
      throw new IOException("no secret on standard input: only a pool can start a worker");
    }
    return HexFormat.of().parseHex(line);
  }

  /**
   * The end of the connection tells it as well, and until there is one the end of standard input
   * does: this is the second rope. It comes last, for it takes a third of the start-up.
   */
  private static void leaveWithParent() {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    var _ = parent.map(process -> process.onExit().thenAccept(WorkerMain::leaveIfOrphaned));
  }

  /**
   * The JDK also takes a parent for dead that it can't look at, as when a task has used up the file
   * descriptors. Only another parent in its place is proof; else the end of the socket decides.
   */
  private static void leaveIfOrphaned(ProcessHandle before) {
    if (ProcessHandle.current().parent().filter(now -> now.pid() != before.pid()).isPresent()) {
      SuddenEnd.ofThisProcess();
    }
  }
}
