package dev.outrigger.pool.worker;

import dev.outrigger.pool.ledger.Ledger;
import dev.outrigger.pool.logging.LogNote;
import dev.outrigger.pool.logging.WorkerLogging;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.Hello;
import dev.outrigger.pool.wire.NoteKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The main class of a worker process: reads the secret, connects, greets, and leaves the rest to
 * two threads, of which one always hears the parent's death, even while a task spins.
 */
public final class WorkerMain {
  private WorkerMain() {}

  /**
   * Arguments: socket, slot, number of the spawn, largest frame, ledger, {@link WorkerContents}.
   */
  public static void main(String[] arguments) throws IOException {
    Path socket = Path.of(arguments[0]);
    long spawn = Long.parseLong(arguments[2]);
    int maxFrame = Integer.parseInt(arguments[3]);
    WorkerContents contents = WorkerContents.of(List.of(arguments).subList(5, arguments.length));
    SuddenEnd.removesWhenOrphaned(contents.sharing().places().ofOurs());
    Ledger ledger = Ledger.open(Path.of(arguments[4]));
    byte[] secret = secret();
    ParentLink link = new ParentLink(socket, maxFrame);
    Runtime.getRuntime().addShutdownHook(new Thread(new Farewell(link), "farewell"));
    WorkerLogging.send(note -> tell(link, note));
    Learnt learnt = new Learnt();
    Inbox inbox = new Inbox();
    Performance performance = new Performance(learnt, contents.rules(maxFrame), contents.sharing());
    Inside inside = new Inside(link, inbox, performance);
    Orders orders = new Orders(link, inbox, learnt, inside);
    Listening listening =
        new Listening(link, orders, inbox, new Beginnings(ledger, learnt, link, inside));
    Thread tasks = new Thread(new TaskThread(link, listening, performance), "idle");
    try {
      link.send(Hello.frame(spawn, secret));
      listening.start();
      tasks.start();
      leaveWithParent();
    } catch (IOException _) {
      // As good as the end of the connection.
      SuddenEnd.ofThisProcess();
    } catch (Throwable bug) {
      SuddenEnd.after(bug);
    }
  }

  private static void tell(ParentLink link, LogNote note) {
    try {
      long task = Talk.current().map(Talk::task).orElse(0L);
      link.send(NoteKind.LOG.frame(FrameType.NOTE, task, note.bytes()));
    } catch (IOException e) {
      // Without a parent this process ends.
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
