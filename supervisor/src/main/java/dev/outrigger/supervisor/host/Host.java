package dev.outrigger.supervisor.host;

import dev.outrigger.supervisor.arbiter.Arbiter;
import dev.outrigger.supervisor.arbiter.Fate;
import dev.outrigger.supervisor.arbiter.Hands;
import dev.outrigger.supervisor.arbiter.ServerView;
import dev.outrigger.supervisor.board.Counts;
import dev.outrigger.supervisor.control.Row;
import dev.outrigger.supervisor.hooks.Facts;
import dev.outrigger.supervisor.hooks.Moment;
import dev.outrigger.supervisor.metrics.Snapshot.Sample;
import dev.outrigger.supervisor.metrics.Tally;
import dev.outrigger.supervisor.sockets.Ports;
import dev.outrigger.supervisor.talk.Meeting;
import dev.outrigger.supervisor.talk.Order;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The arbiter's hands on this machine.
 *
 * <p>Threading: {@link Hands} on the arbiter's thread; what comes from elsewhere goes there as a
 * step.
 */
final class Host implements Hands {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");

  /** How long a line must have been empty, in steps, before its socket is given up. */
  private static final int QUIET_STEPS = 10;

  private static final int MOST_STEPS = 50;
  private static final Duration STEP = Duration.ofMillis(100);

  private final Launches launches;
  private final Spawner spawner;
  private final Path folder;
  private final Ports ports;
  private final ArbiterThread thread;
  private final EventLoopGroup loops;
  private final Surroundings surroundings;
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();
  private final Children children = new Children();
  private final Tally tally = new Tally();
  private boolean reopened;
  // Until when somebody has run the periodic jobs.
  private Instant letGo = Instant.now();
  private final Succession succession;
  private final Reports reports;
  private Runnable givingWay = () -> {};
  private final CompletableFuture<Arbiter> arbiter = new CompletableFuture<>();

  Host(
      Launches launches,
      Probe probe,
      Path folder,
      Ports ports,
      ArbiterThread thread,
      EventLoopGroup loops,
      Surroundings surroundings) {
    this.launches = launches;
    this.spawner = new Spawner(launches.server());
    this.folder = folder;
    this.ports = ports;
    this.thread = thread;
    this.loops = loops;
    this.surroundings = surroundings;
    this.succession = new Succession(folder, ports, thread, this::tell);
    this.reports = new Reports(children, succession, thread, probe, this::tell, spawner::served);
  }

  void serve(Arbiter own) {
    boolean _ = arbiter.complete(own);
  }

  CompletableFuture<Ending> ended() {
    return ended;
  }

  /** Tells the arbiter, in a step of its own. */
  private void tell(Consumer<Arbiter> news) {
    thread.tell(() -> news.accept(arbiter.join()));
  }

  private Optional<Child> child(int id) {
    return children.find(id);
  }

  /** What server processes say. */
  Reports reports() {
    return reports;
  }

  /** Whether this is the number of a process that was started here. */
  boolean isOurs(long pid) {
    return children.all().stream().anyMatch(child -> child.pid() == pid)
        || succession.pid().filter(each -> each == pid).isPresent();
  }

  /** Looks how all are; before each tick. */
  void look() {
    long now = System.nanoTime();
    for (Child child : children.all()) {
      arbiter.join().health(child.id(), child.health(now));
      // The JDK tells of an end by a thread that it may not have been able to start.
      if (!child.isAlive()) {
        gone(child);
      }
    }
    succession.look();
  }

  // ---- what the arbiter wants ----

  @Override
  public void spawn(int server, int slot, int generation) {
    Meeting meeting = Meeting.fresh(folder, server, children.program(generation));
    try {
      Outfit outfit = Outfit.of(meeting, loops, surroundings.account());
      started(meeting, slot, generation, outfit);
    } catch (IOException | OutOfMemoryError e) {
      // The latter says that the system has no more threads, too.
      tell(own -> own.gone(server, "it could not be started: " + e));
    }
  }

  private void started(Meeting meeting, int slot, int generation, Outfit outfit)
      throws IOException {
    Spawned spawned;
    try {
      spawned = spawner.start(meeting);
    } catch (IOException e) {
      outfit.close();
      throw e;
    }
    Child child = new Child(meeting, slot, generation, spawned, outfit);
    if (reopened) {
      // A spare process was started with the file of its time.
      child.reopenLogs();
    }
    children.add(child);
    tally.started();
    surroundings.hooks().tell(Moment.WORKER_START, facts(child));
    var _ = spawned.process().onExit().thenRun(() -> thread.tell(() -> gone(child)));
  }

  private void gone(Child child) {
    if (!children.has(child)) {
      return;
    }
    if (!child.isReady() && spawner.blames(child.spawned())) {
      log(
          Severity.WARNING,
          "server process %d crashed (%s): it starts again without its start-up archive"
              .formatted(child.id(), child.end()));
      forget(child);
      spawn(child.id(), child.slot(), child.generation());
      return;
    }
    arbiter.join().gone(child.id(), child.end());
    forget(child);
    spawner.replaceSpare();
  }

  private void forget(Child child) {
    children.remove(child);
    tally.gone(child.counts().requests());
    child.forget();
  }

  @Override
  public void admit(int server) {
    child(server)
        .ifPresent(child -> {
          child.give(ports.of(child.slot()));
          boolean _ = child.tell(new Order.Admit(child.sockets().size()));
        });
  }

  @Override
  public void drain(int server, Duration grace) {
    child(server)
        .ifPresent(child -> {
          if (!child.tell(new Order.Drain(grace))) {
            child.terminate();
          }
        });
  }

  @Override
  public void retire(int server, Duration grace) {
    child(server).ifPresent(child -> retire(child, grace, 0, 0));
  }

  // It goes on accepting until nobody has come for a while: the kernel sends nobody any more.
  private void retire(Child child, Duration grace, int quiet, int steps) {
    if (quiet >= QUIET_STEPS || steps >= MOST_STEPS) {
      drain(child.id(), grace);
    } else {
      int next = ports.isAnybodyInLine(child.slot()) ? 0 : quiet + 1;
      thread.after(STEP, () -> retire(child, grace, next, steps + 1));
    }
  }

  @Override
  public boolean isAnybodyInLine(int slot) {
    return ports.isAnybodyInLine(slot);
  }

  @Override
  public void askForStacks(int server) {
    child(server)
        .ifPresent(child -> {
          boolean _ = child.tell(new Order.Stacks());
        });
  }

  @Override
  public void kill(int server) {
    child(server).ifPresent(Child::kill);
  }

  @Override
  public void lead(int server) {
    child(server)
        .ifPresent(child -> {
          boolean _ = child.tell(new Order.Lead(letGo));
        });
  }

  @Override
  public void nobodyLeads() {
    letGo = Instant.now();
    succession.ledUntil(letGo);
  }

  /** Until when a process of another arbiter has run the periodic jobs. */
  void ledUntil(Instant moment) {
    letGo = moment;
  }

  @Override
  public void startSuccessor() {
    succession.start(launches.arbiter());
  }

  @Override
  public void giveWay() {
    givingWay.run();
    succession.giveWay();
  }

  @Override
  public void endSuccessor() {
    succession.end();
  }

  /** What is to be let go of before another arbiter has all. */
  void whenGivingWay(Runnable action) {
    givingWay = action;
  }

  /** The process of the arbiter that is to follow. */
  Optional<Long> successor() {
    return succession.pid();
  }

  @Override
  public void spread(int slots) {
    ports.spread(slots);
  }

  @Override
  public void close(int slot) {
    ports.closeFrom(slot);
  }

  @Override
  public void end(int status, String reason) {
    boolean _ = ended.complete(new Ending(status, reason));
  }

  @Override
  public void ended(int server, Fate fate, String reason) {
    tally.ended(fate);
    child(server)
        .ifPresent(
            child -> surroundings.hooks().tell(Moment.WORKER_EXIT, facts(child).because(reason)));
  }

  @Override
  public void recycled(int server) {
    tally.recycled();
  }

  private static Facts facts(Child child) {
    return Facts.of(child.id(), child.pid(), child.slot(), child.generation());
  }

  /** What is counted here. */
  Tally tally() {
    return tally;
  }

  /** A server process as it is measured. */
  Sample sample(ServerView view) {
    Optional<Child> child = child(view.server());
    return new Sample(
        view, child.map(Child::pid).orElse(0L), child.map(Child::counts).orElse(Counts.NONE));
  }

  @Override
  public void log(Severity severity, String line) {
    LOG.log(
        switch (severity) {
          case INFO -> Level.INFO;
          case WARNING -> Level.WARNING;
          case ERROR -> Level.ERROR;
        },
        line);
  }

  /** Has all of them write into the log file that is there now. */
  void reopenLogs() {
    reopened = true;
    children.all().forEach(Child::reopenLogs);
  }

  /** Ends what was started ahead. */
  void close() {
    spawner.close();
    succession.close();
  }

  Row row(ServerView view) {
    return ServerRow.of(view, child(view.server()));
  }
}
