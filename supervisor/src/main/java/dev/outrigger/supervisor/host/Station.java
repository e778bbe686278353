package dev.outrigger.supervisor.host;

import dev.outrigger.http.HttpServer;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.listen.Place;
import dev.outrigger.pool.process.PrivateDirectory;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Transport;
import dev.outrigger.supervisor.arbiter.Answer;
import dev.outrigger.supervisor.arbiter.Arbiter;
import dev.outrigger.supervisor.arbiter.Rules;
import dev.outrigger.supervisor.hooks.Facts;
import dev.outrigger.supervisor.hooks.Moment;
import dev.outrigger.supervisor.metrics.Admin;
import dev.outrigger.supervisor.metrics.Snapshot;
import dev.outrigger.supervisor.metrics.Statsd;
import dev.outrigger.supervisor.posix.Account;
import dev.outrigger.supervisor.sockets.Inheritance;
import dev.outrigger.supervisor.sockets.Ports;
import dev.outrigger.supervisor.succession.Predecessor;
import dev.outrigger.supervisor.talk.Meeting;
import dev.outrigger.supervisor.talk.Reception;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * All that an arbiter needs on this machine, opened and closed together: its thread, its loop, its
 * folder, the sockets.
 */
public final class Station implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration LOOK_FOR_ORPHANS = Duration.ofSeconds(2);

  private final ArbiterThread thread = new ArbiterThread();
  private final EventLoops loops;
  private final PrivateDirectory folder;
  private final Ports ports;
  private final Reception control;
  private final SocketGiver giver;
  private final ServiceManager manager;
  private final Host host;
  private final Arbiter arbiter;
  private final Operator operator;
  private final Rules rules;
  private final Surroundings surroundings;
  private final Optional<Predecessor> predecessor;
  private final long begun = System.nanoTime();

  /**
   * Opens the sockets, or takes them from the arbiter whose place this process is to take.
   *
   * @throws dev.outrigger.http.BindFailedException if an address can't be had
   * @throws IOException if there can be no folder for it
   */
  public static Station open(
      Rules rules, Launches launches, Probe probe, List<Place> places, Surroundings surroundings)
      throws IOException, InterruptedException {
    Optional<Predecessor> predecessor = Predecessor.join();
    EventLoops loops =
        EventLoops.builder().name("arbiter").count(1).transport(Transport.EPOLL).start();
    Ports ports;
    try (Inheritance given =
        predecessor.isPresent() ? predecessor.get().sockets(loops) : Inheritance.none()) {
      ports = Ports.open(places, loops.netty(), given);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      loops.close();
      throw e;
    }
    try {
      return new Station(rules, launches, probe, ports, loops, surroundings, predecessor);
    } catch (IOException | RuntimeException | Error e) {
      ports.close();
      loops.close();
      throw e;
    }
  }

  private Station(
      Rules rules,
      Launches launches,
      Probe probe,
      Ports ports,
      EventLoops loops,
      Surroundings surroundings,
      Optional<Predecessor> predecessor)
      throws IOException {
    this.rules = rules;
    this.surroundings = surroundings;
    this.loops = loops;
    this.ports = ports;
    this.folder = PrivateDirectory.create(Meeting.LONGEST_NAME);
    this.host =
        new Host(launches, probe, folder.path(), ports, thread, loops.netty(), surroundings);
    this.control = Reception.open(Meeting.control(folder.path()), host.reports()::hear);
    this.manager = ServiceManager.of(System.getenv(), loops.netty());
    this.giver = SocketGiver.open(folder.path(), loops.netty(), host.reports()::sockets);
    this.predecessor = predecessor;
    // Who waits in the line of a socket that was given is served before its slot is given up.
    this.arbiter =
        new Arbiter(
            rules.withSlots(Math.max(rules.slots(), ports.slots())),
            host,
            System::nanoTime,
            new SecureRandom());
    host.serve(arbiter);
    this.operator = new Operator(thread, arbiter, host, ports, surroundings, rules.graceful());
    if (surroundings.account().isPresent()) {
      letIn(surroundings.account().get());
    }
  }

  // Into the folder, but not to make anything there; each thing in it is for its owner alone.
  private void letIn(Account account) throws IOException {
    account.ownAlone(Meeting.control(folder.path()));
    account.ownAlone(Meeting.sockets(folder.path()));
    Path _ =
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwx--x--x"));
  }

  /**
   * Starts the first processes.
   *
   * @param served told when all of them serve, and the arbiter before, if there is one, has let go
   *     of what only one can have
   */
  public void begin(Answer served) {
    thread.execute(() -> {
      predecessor.ifPresent(before -> {
        arbiter.isLedElsewhere(true);
        var _ = before.ledUntil().thenAccept(moment -> thread.tell(() -> leadSince(moment)));
      });
      // The arbiter before may take its time, and this one has to look after its processes.
      arbiter.begin((done, line) ->
          Thread.ofPlatform().name("serving").start(() -> serving(served, done, line)));
    });
    manager.signsOfLife().ifPresent(time -> thread.every(time, () -> manager.tell("WATCHDOG=1")));
    thread.every(TICK, this::tick);
    thread.every(Duration.ofHours(1), folder::touch);
    if (Orphans.comeToUs()) {
      thread.every(LOOK_FOR_ORPHANS, Orphans.here(host::isOurs)::look);
    }
  }

  private void serving(Answer served, boolean done, String line) {
    predecessor.ifPresent(Predecessor::serving);
    surroundings.hooks().tell(Moment.READY, Facts.NONE);
    manager.tell("READY=1\nSTATUS=" + line);
    served.told(done, line);
    operator.command(own -> {
      if (own.slots() > rules.slots()) {
        own.scale(rules.slots(), Answer.NOBODY);
      }
    });
  }

  private void leadSince(Instant moment) {
    host.ledUntil(moment);
    arbiter.isLedElsewhere(false);
  }

  /** Whether another arbiter has, until this one serves, what only one can have. */
  public boolean hasPredecessor() {
    return predecessor.isPresent();
  }

  /** What only one arbiter can have is let go of by this, when another one takes over. */
  public void whenGivingWay(Runnable action) {
    host.whenGivingWay(() -> {
      action.run();
      host.successor().ifPresent(pid -> manager.tell("MAINPID=" + pid));
    });
  }

  private void tick() {
    host.look();
    arbiter.tick();
  }

  /** All numbers of the service; fails when the arbiter has ended. */
  public CompletableFuture<Snapshot> snapshot() {
    CompletableFuture<Snapshot> taken = new CompletableFuture<>();
    try {
      thread.execute(() -> taken.complete(now()));
    } catch (RejectedExecutionException over) {
      boolean _ = taken.completeExceptionally(over);
    }
    return taken;
  }

  private Snapshot now() {
    return new Snapshot(
        Duration.ofNanos(System.nanoTime() - begun),
        arbiter.slots(),
        arbiter.view().stream().map(host::sample).toList(),
        host.tally().totals());
  }

  /** Sends numbers there, once a second from now on. */
  public void measure(Statsd statsd) {
    thread.every(Duration.ofSeconds(1), () -> statsd.send(now()));
  }

  /**
   * Answers there, by the arbiter's loop; see {@link Admin}.
   *
   * @throws dev.outrigger.http.BindFailedException if the address can't be had
   */
  public HttpServer answer(Endpoint admin) {
    return HttpServer.builder(loops, new Admin(this::snapshot)).bind(admin).start();
  }

  /** Who can have something done. */
  public Operator operator() {
    return operator;
  }

  /** Where the service listens. */
  public List<InetSocketAddress> addresses() {
    return ports.addresses();
  }

  /** Done when the last process is gone after a stop. */
  public CompletableFuture<Ending> ended() {
    return host.ended();
  }

  /** Lets go of everything; processes that are still there find out and leave. */
  @Override
  public void close() {
    thread.close();
    host.close();
    giver.close();
    control.close();
    ports.close();
    loops.close();
    folder.delete();
    predecessor.ifPresent(Predecessor::close);
  }
}
