package dev.outrigger.supervisor.member;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.supervisor.board.BoardWriter;
import dev.outrigger.supervisor.board.Counts;
import dev.outrigger.supervisor.talk.Lines;
import dev.outrigger.supervisor.talk.Meeting;
import dev.outrigger.supervisor.talk.Order;
import dev.outrigger.supervisor.talk.Report;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * A server process's place at its arbiter. When the arbiter is gone, in whatever way, the process
 * is told to drain: nothing is left behind.
 *
 * <p>Threading: every method may be called from any thread but a loop's own.
 */
public final class Membership implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");

  /** How long requests may go on when nobody can say so any more. */
  private static final Duration ORPHANS_GRACE = Duration.ofSeconds(30);

  private static final Duration ENDING = Duration.ofSeconds(5);

  private static final Duration BEAT = Duration.ofMillis(200);

  private final Meeting meeting;
  private final Lines lines;
  private final CompletableFuture<Integer> admission = new CompletableFuture<>();
  private final CompletableFuture<Duties> duties = new CompletableFuture<>();
  private volatile boolean left;

  private final Runnable lastResort;

  private Membership(Meeting meeting, Lines lines, Runnable lastResort) {
    this.meeting = meeting;
    this.lines = lines;
    this.lastResort = lastResort;
  }

  /**
   * Joins the arbiter that started this process; empty if none did.
   *
   * @throws IOException if it does not answer
   */
  public static Optional<Membership> join() throws IOException {
    Optional<Meeting> meeting = Meeting.in(System.getenv());
    return meeting.isEmpty() ? Optional.empty() : Optional.of(join(meeting.get(), Membership::end));
  }

  /**
   * Waits until the arbiter that started this process ahead wants it, and joins; empty if it never
   * does.
   *
   * @param input of this process
   */
  public static Optional<Membership> await(InputStream input) throws IOException {
    Optional<Meeting> meeting = Meeting.hear(input);
    return meeting.isEmpty() ? Optional.empty() : Optional.of(join(meeting.get(), Membership::end));
  }

  /** An application that does not come to its start, or to its end, is not waited for for ever. */
  private static void end() {
    try {
      Thread.sleep(ORPHANS_GRACE.plus(ENDING));
    } catch (InterruptedException nobodyDoes) {
      // It is time either way.
    }
    Runtime.getRuntime().halt(1);
  }

  /**
   * Joins an arbiter.
   *
   * @param lastResort runs when the arbiter is gone and this process has been told to drain
   */
  public static Membership join(Meeting meeting, Runnable lastResort) throws IOException {
    Membership membership = new Membership(meeting, Lines.to(meeting.control()), lastResort);
    membership.report(new Report.Join(meeting.server(), meeting.token()));
    // Not a virtual thread: handlers that compute may hold every carrier.
    Thread.ofPlatform().daemon().name("arbiter").start(membership::listen);
    return membership;
  }

  private void listen() {
    try {
      for (Optional<String> line = lines.read(); line.isPresent(); line = lines.read()) {
        Order.of(line.get()).ifPresent(this::obey);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the talk with the arbiter ended", e);
    }
    if (!left) {
      LOG.log(
          Level.WARNING, "The arbiter is gone: this server process ends its requests and leaves");
      admission.completeExceptionally(new IOException("the arbiter is gone"));
      var _ = duties.thenAccept(own -> own.drain(ORPHANS_GRACE));
      lastResort.run();
    }
  }

  private void obey(Order order) {
    if (order instanceof Order.Admit(int sockets)) {
      boolean _ = admission.complete(sockets);
      return;
    }
    var _ =
        duties.thenAccept(own -> {
          switch (order) {
            case Order.Drain(Duration grace) -> own.drain(grace);
            case Order.Lead(Instant since) -> own.lead(since);
            case Order.Stacks _ -> own.tellStacks();
            case Order.Reopen _ -> own.reopenLogs();
            // What has been done, and what only another arbiter is told.
            case Order.Admit _, Order.Inherit _, Order.Succeed _ -> {}
          }
        });
  }

  /** The number of this process at its arbiter. */
  public int server() {
    return meeting.server();
  }

  /**
   * The listening socket at which the arbiter asks its probe.
   *
   * @throws IOException if the arbiter is gone
   */
  public int probe(EventLoops loops) throws IOException, InterruptedException {
    return SocketFetch.from(meeting, 1, loops).getFirst();
  }

  /** What others of this generation run, and this process is to run too; empty for the first. */
  public Optional<String> program() {
    return meeting.program();
  }

  /**
   * The application has started and answers at the probe's socket.
   *
   * @param program what it runs, for others of its generation
   */
  public void ready(String program) {
    report(new Report.Ready(program));
  }

  /** The application can't serve. */
  public void unfit(String reason) {
    report(new Report.Unfit(reason));
  }

  /**
   * Waits until the arbiter lets this process in; gives its listening sockets, in the order of the
   * arbiter's addresses.
   *
   * @throws IOException if the arbiter is gone
   */
  public List<Integer> awaitAdmission(EventLoops loops) throws IOException, InterruptedException {
    try {
      return SocketFetch.from(meeting, admission.get(), loops);
    } catch (ExecutionException e) {
      throw new IOException("the arbiter did not let this process in", e.getCause());
    }
  }

  /** This process accepts connections from now on, and does its duties. */
  public void serving(Duties own) {
    report(new Report.Serving());
    boolean _ = duties.complete(own);
  }

  /** This process takes no more connections, whoever has told it so. */
  public void leaving() {
    report(new Report.Leaving());
  }

  /** The periodic jobs are let go of. */
  public void followed() {
    report(new Report.Followed());
  }

  /** Lets the loops give signs of life. */
  public BoardWriter beat(EventLoops loops, Supplier<Counts> counts) throws IOException {
    return BoardWriter.open(meeting.board(), loops, BEAT, counts);
  }

  private void report(Report report) {
    try {
      lines.write(report.line());
    } catch (IOException e) {
      // The listening thread finds out, and does what has to be done.
      LOG.log(Level.DEBUG, "the arbiter does not listen", e);
    }
  }

  /** Ends the talk; the arbiter hears of the rest when the process ends. */
  @Override
  public void close() throws IOException {
    left = true;
    lines.close();
  }
}
