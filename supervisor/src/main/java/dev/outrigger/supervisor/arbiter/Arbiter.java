package dev.outrigger.supervisor.arbiter;

import dev.outrigger.supervisor.arbiter.Hands.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Decides which server processes there are. It is told what has happened, and says by its {@link
 * Hands} what is to be done.
 *
 * <p>A reload starts a new process for each slot and lets none of them in before all of a step have
 * answered their probe; then the old ones leave. If one of the new ones can't, all new ones of the
 * step are ended and the old ones stay. A process that is lost is replaced, at once the first time
 * and with a growing pause after that. One that can't start at the very beginning ends the arbiter.
 *
 * <p>Threading: not safe; one thread calls all of it.
 */
public final class Arbiter {
  /** The exit status when no server process can start; gunicorn's for the same. */
  public static final int CANNOT_START = 3;

  private final Hands hands;
  private final LongSupplier clock;
  private final Rules rules;
  private final Servers servers = new Servers();
  private final Crew crew;
  private final Slots slots;
  private final Sockets sockets;
  private final Leadership leadership;
  private final Succession succession;
  private final Overseer overseer;
  private final Replacements replacements;
  private final Shifts shifts;
  private final Stopping stopping;
  private final Wishes wishes = new Wishes();
  private final Reloaders reloaders = new Reloaders();
  private Answer booted = Answer.NOBODY;
  private boolean booting = true;
  private boolean hasServed;
  private boolean paused;
  private int generation = 1;
  private int lastGeneration = 1;

  /**
   * One that has not begun.
   *
   * @param clock nanoseconds, as of {@link System#nanoTime}
   * @param random for pauses and recycling
   */
  public Arbiter(Rules rules, Hands hands, LongSupplier clock, RandomGenerator random) {
    this.rules = rules;
    this.hands = hands;
    this.clock = clock;
    this.slots = new Slots(rules.slots(), random);
    this.crew = new Crew(rules, servers, hands, clock, random);
    this.sockets = new Sockets(slots, servers, crew, hands, clock);
    this.leadership = new Leadership(servers, hands);
    this.succession = new Succession(hands, leadership, rules.startTimeout(), clock);
    this.overseer = new Overseer(rules, servers, hands, clock);
    this.replacements = new Replacements(slots, servers, crew, clock);
    this.shifts = new Shifts(servers, crew, replacements, hands, clock);
    this.stopping = new Stopping(servers, crew, hands);
  }

  /**
   * Starts the first processes.
   *
   * @param served told when all of them serve
   */
  public void begin(Answer served) {
    booted = served;
    sockets.spreadAtLeast(slots.count());
    slots.all().forEach(slot -> crew.spawn(slot, generation));
    booting = slots.count() > 0;
  }

  // ---- commands ----

  /**
   * New processes for all slots, with the application as it is then; the old ones leave once the
   * new ones serve. One that comes while another reload goes on begins after it; what comes before
   * it begins is the same reload.
   */
  public void reload(Answer answer) {
    if (reloaders.isFirst(answer)) {
      command(this::isSettled, reloaders::tell, this::beginReload);
    }
  }

  private void beginReload() {
    paused = false;
    lastGeneration++;
    shifts.begin(
        new Shift(
            "reload",
            slots.all(),
            rules.reloadStep(),
            lastGeneration,
            reloaders.begun(),
            () -> {}));
  }

  /** So many slots from here on. */
  public void scale(int count, Answer answer) {
    if (count < 1 || count > rules.mostSlots()) {
      answer.told(
          false, "there can be 1 to " + rules.mostSlots() + " server processes, not " + count);
      return;
    }
    if (paused) {
      answer.told(false, "it is drained, nothing serves: reload first, then scale");
      return;
    }
    // A slot that was given up is free again when its last process has left.
    command(
        () -> isSettled() && slots.retired().isEmpty(),
        answer,
        () -> {
          int before = slots.count();
          if (count > before) {
            List<Integer> more = IntStream.range(before, count).boxed().toList();
            slots.setCount(count);
            Runnable undo = () -> sockets.shrink(before, Answer.NOBODY);
            shifts.begin(new Shift("scale", more, more.size(), generation, answer, undo));
          } else {
            sockets.shrink(count, answer);
            settle();
          }
        });
  }

  /** One slot more or less. */
  public void scaleBy(int difference, Answer answer) {
    command(this::isSettled, answer, () -> scale(slots.count() + difference, answer));
  }

  /** All processes leave, and the sockets stay open: clients wait until a reload. */
  public void pause() {
    paused = true;
    booting = false;
    hands.log(Severity.INFO, "drain: all server processes leave, clients wait for a reload");
    shifts.callOff("the service is drained");
    wishes.refuse("the service is drained");
    crew.callOffAllComing("the arbiter pauses");
    servers.in(Stage.SERVING).forEach(server -> crew.leave(server, rules.graceful()));
  }

  /**
   * All processes leave, and then the arbiter ends.
   *
   * @param grace how long running requests may go on
   */
  public void stop(int status, String reason, Duration grace) {
    succession.callOff();
    shifts.callOff("the arbiter stops");
    stopping.begin(status, reason, grace);
    settle();
  }

  /**
   * Another arbiter takes over the sockets, and this one ends when its own processes serve. If it
   * can't, all stays as it is.
   */
  public void giveUpTo(Answer answer) {
    command(this::isSettled, answer, () -> succession.begin(answer));
  }

  // ---- what has happened ----

  /** The arbiter that is to follow serves. */
  public void succeeded() {
    succession.succeeded().ifPresent(line -> stop(0, line, rules.graceful()));
  }

  /** The arbiter that was to follow can't. */
  public void notSucceeded(String reason) {
    succession.failed(reason);
    settle();
  }

  /**
   * Whether a process of another arbiter may run the periodic jobs; until that is over, none here
   * does.
   */
  public void isLedElsewhere(boolean so) {
    leadership.isElsewhere(so);
    settle();
  }

  /** A process has answered its probe. */
  public void proven(int id) {
    servers
        .find(id)
        .filter(server -> server.is(Stage.STARTING))
        .ifPresent(server -> {
          crew.proven(server);
          Optional<Shift> own = shifts.of(server);
          if (own.isEmpty()) {
            crew.admit(server);
          } else if (own.get().allAre(Stage.PROVEN)) {
            generation = own.get().generation();
            own.get().step().forEach(crew::admit);
          }
        });
  }

  /** A process accepts connections. */
  public void serving(int id) {
    servers
        .find(id)
        .filter(server -> server.is(Stage.ENTERING))
        .ifPresent(server -> {
          crew.serves(server);
          slots.serves(server);
          sockets.retireIfGivenUp(server);
          sockets.spreadAtLeast(slots.contiguous(servers));
          settle();
        });
  }

  /** A process says that it can't serve, or did not answer its probe. */
  public void unfit(int id, String reason) {
    servers.find(id).filter(Server::isComing).ifPresent(server -> crew.kill(server, reason));
  }

  /** How a process is. */
  public void health(int id, Health health) {
    servers.find(id).ifPresent(server -> server.tell(health));
  }

  /** A process that led has let go of the periodic jobs. */
  public void followed(int id) {
    leadership.freed(id);
  }

  /**
   * A process takes no more connections. If it was not we who told it to leave, another one takes
   * its place.
   */
  public void leaving(int id) {
    servers
        .find(id)
        .ifPresent(server -> {
          if (server.is(Stage.SERVING)) {
            hands.log(Severity.INFO, server.name() + " was told to leave; another takes its place");
            crew.leavesAlready(server);
            shifts.release(server);
            replacements.waitFor(server.slot());
          } else {
            server.close();
          }
          settle();
        });
  }

  /** A process has ended. */
  public void gone(int id, String how) {
    servers
        .find(id)
        .ifPresent(server -> {
          crew.gone(server);
          leadership.freed(id);
          String reason = server.verdict().orElse(how);
          hands.ended(id, Fate.of(server), reason);
          if (server.wasToLeave()) {
            hands.log(Severity.INFO, server.name() + " has left: " + reason);
          } else if (server.hasServed()) {
            lost(server, reason);
          } else {
            couldNotStart(server, reason);
          }
          shifts.release(server);
          settle();
        });
  }

  /** Time has passed; to be called a few times a second. */
  public void tick() {
    succession.look(clock.getAsLong());
    overseer.look().forEach(found -> crew.kill(found.server(), found.reason()));
    if (!stopping.isUnderWay() && !paused) {
      replacements.spawnDue(generation);
      if (isSettled()) {
        overseer
            .toRecycle(slots)
            .ifPresent(server -> crew.spawn(server.slot(), server.generation()));
      }
    }
    settle();
  }

  /** What there is, for those who ask. */
  public List<ServerView> view() {
    long now = clock.getAsLong();
    return servers.all().stream().map(server -> ServerView.of(server, leadership, now)).toList();
  }

  /** How many slots there are. */
  public int slots() {
    return slots.count();
  }

  /** Whether all have left, or leave, until a reload. */
  public boolean isPaused() {
    return paused;
  }

  // ---- how it is done ----

  private void command(BooleanSupplier canBegin, Answer answer, Runnable work) {
    wishes.add(canBegin, answer, work);
    settle();
  }

  private boolean isSettled() {
    return !booting && !shifts.isUnderWay() && !succession.isUnderWay();
  }

  private void couldNotStart(Server server, String reason) {
    if (stopping.isUnderWay() || paused) {
      return;
    }
    String line = server.name() + " could not start: " + reason;
    Optional<Shift> own = shifts.of(server);
    if (booting) {
      stop(CANNOT_START, line, Duration.ZERO);
    } else if (own.isPresent()) {
      shifts.abort(own.get(), line);
    } else {
      hands.log(Severity.ERROR, line);
      replacements.waitFor(server.slot());
      if (replacements.isHopeless(server.slot())) {
        stop(CANNOT_START, line + "; nothing serves any more", Duration.ZERO);
      }
    }
  }

  private void lost(Server server, String reason) {
    hands.log(
        Severity.WARNING, server.name() + " was lost: " + reason + "; another takes its place");
    replacements.waitFor(server.slot());
  }

  private void settle() {
    if (!hasServed && slots.all().stream().allMatch(slot -> servers.serving(slot).isPresent())) {
      booting = false;
      hasServed = true;
      String line =
          slots.count() == 1
              ? "1 server process serves"
              : slots.count() + " server processes serve";
      hands.log(Severity.INFO, line);
      booted.told(true, line);
    }
    shifts.look();
    sockets.closeEmpty(stopping.isUnderWay());
    slots.forgive(servers, clock.getAsLong());
    if (stopping.isUnderWay()) {
      wishes.refuse("the arbiter stops");
      if (!servers.mayAcceptYet(clock.getAsLong())) {
        succession.alone();
      }
      stopping.endIfAllAreGone();
    } else {
      leadership.settle();
      wishes.begin();
    }
  }
}
