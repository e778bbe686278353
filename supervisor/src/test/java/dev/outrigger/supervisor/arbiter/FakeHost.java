package dev.outrigger.supervisor.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A machine that only looks like one: processes start, serve and end as a test wants it, on a clock
 * that goes as fast as the test. It holds what must never be.
 */
final class FakeHost implements Hands {
  private record Event(long at, long number, Runnable what) {}

  /** What becomes of a process that was spawned. */
  enum Fate {
    SERVES,
    DIES_BEFORE_ITS_PROBE,
    SAYS_THAT_IT_CANNOT,
    NEVER_ANSWERS,
    NEVER_ENTERS,
    NEVER_LEAVES
  }

  static final class FakeServer {
    final int slot;
    final int generation;
    final Fate fate;
    boolean serves;
    boolean leaves;
    long requests;
    long resident = 50;
    long beat;
    boolean silent;

    FakeServer(int slot, int generation, Fate fate) {
      this.slot = slot;
      this.generation = generation;
      this.fate = fate;
    }
  }

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          (a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.number, b.number));
  final Map<Integer, FakeServer> processes = new TreeMap<>();
  final List<String> log = new ArrayList<>();
  final List<String> done = new ArrayList<>();
  final Set<Integer> waitedAt = new TreeSet<>();
  final Set<Integer> closedSlots = new TreeSet<>();
  private final Arbiter arbiter;
  private long now = 1_000_000_000L;
  private long numbers;
  Fate nextFate = Fate.SERVES;
  Optional<RandomGenerator> fates = Optional.empty();
  Optional<Integer> leader = Optional.empty();
  Optional<Integer> ended = Optional.empty();
  boolean voluntary = true;
  boolean leavesNobody = true;
  int spread;
  Duration startsIn = Duration.ofMillis(400);
  Duration closesIn = Duration.ofMillis(30);
  Duration leavesIn = Duration.ofMillis(300);

  FakeHost(Rules rules, RandomGenerator random) {
    arbiter = new Arbiter(rules, this, () -> now, random);
  }

  Arbiter arbiter() {
    return arbiter;
  }

  /** Lets time pass, with a tick each tenth of a second. */
  void pass(Duration time) {
    long until = now + time.toNanos();
    while (now < until) {
      long step = Math.min(until, now + 100_000_000L);
      while (!events.isEmpty() && events.peek().at <= step) {
        Event event = events.poll();
        now = Math.max(now, event.at);
        event.what.run();
      }
      now = step;
      processes.forEach((id, process) -> {
        if (process.serves) {
          if (!process.silent) {
            process.beat = now;
          }
          arbiter.health(
              id,
              new Health(
                  0, Duration.ofNanos(now - process.beat), process.requests, process.resident));
        }
      });
      arbiter.tick();
    }
  }

  private void after(Duration time, Runnable what) {
    events.add(new Event(now + time.toNanos(), numbers++, what));
  }

  /** The processes that accept connections for a slot. */
  List<FakeServer> serving(int slot) {
    return processes.values().stream()
        .filter(p -> p.slot == slot && p.serves && !p.leaves)
        .toList();
  }

  int oneServing(int slot) {
    return processes.entrySet().stream()
        .filter(e -> e.getValue().slot == slot && e.getValue().serves && !e.getValue().leaves)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  FakeServer process(int id) {
    return Objects.requireNonNull(processes.get(id), "no such process");
  }

  /** It ends by itself. */
  void crash(int id) {
    exit(id, "killed by signal 9");
  }

  /** Somebody has told it to leave, but not the arbiter. */
  void leaveByItself(int id) {
    FakeServer process = process(id);
    if (process.serves && !process.leaves) {
      process.leaves = true;
      arbiter.leaving(id);
      leave(id, process);
    }
  }

  /** The arbiter is paused, whatever is under way. */
  void pause() {
    boolean before = voluntary;
    voluntary = false;
    arbiter.pause();
    voluntary = before;
  }

  private void exit(int id, String how) {
    if (processes.remove(id) != null) {
      if (leader.filter(each -> each == id).isPresent()) {
        leader = Optional.empty();
      }
      arbiter.gone(id, how);
    }
  }

  @Override
  public void spawn(int server, int slot, int generation) {
    assertThat(closedSlots).doesNotContain(slot);
    Fate fate =
        fates
            .map(random ->
                random.nextInt(4) > 0
                    ? Fate.SERVES
                    : Fate.values()[random.nextInt(Fate.values().length)])
            .orElse(nextFate);
    processes.put(server, new FakeServer(slot, generation, fate));
    done.add("spawn " + server);
    switch (fate) {
      case SERVES, NEVER_ENTERS, NEVER_LEAVES ->
          after(startsIn, () -> ifThere(server, () -> arbiter.proven(server)));
      case DIES_BEFORE_ITS_PROBE -> after(startsIn, () -> exit(server, "exit status 1"));
      case SAYS_THAT_IT_CANNOT ->
          after(
              startsIn,
              () -> ifThere(server, () -> arbiter.unfit(server, "the application throws")));
      case NEVER_ANSWERS -> {}
    }
  }

  private void ifThere(int server, Runnable what) {
    if (processes.containsKey(server)) {
      what.run();
    }
  }

  @Override
  public void admit(int server) {
    done.add("admit " + server);
    FakeServer process = process(server);
    assertThat(process).isNotNull();
    if (process.fate != Fate.NEVER_ENTERS) {
      after(
          Duration.ofMillis(50),
          () ->
              ifThere(
                  server,
                  () -> {
                    process.serves = true;
                    process.beat = now;
                    arbiter.serving(server);
                  }));
    }
  }

  @Override
  public void drain(int server, Duration grace) {
    done.add("drain " + server);
    FakeServer process = process(server);
    assertThat(process).isNotNull();
    boolean repeated = process.leaves;
    process.leaves = true;
    if (voluntary && !repeated) {
      // Nobody is sent away before somebody else serves in its place.
      assertThat(serving(process.slot)).as("slot %d", process.slot).isNotEmpty();
    }
    leave(server, process);
  }

  @Override
  public void retire(int server, Duration grace) {
    done.add("retire " + server);
    FakeServer process = process(server);
    process.leaves = true;
    assertThat(process.slot).isGreaterThanOrEqualTo(spread);
    leave(server, process);
  }

  @Override
  public boolean isAnybodyInLine(int slot) {
    return waitedAt.contains(slot);
  }

  private void leave(int server, FakeServer process) {
    if (leader.filter(each -> each == server).isPresent()) {
      leader = Optional.empty();
      after(Duration.ofMillis(20), () -> arbiter.followed(server));
    }
    if (process.fate != Fate.NEVER_LEAVES) {
      after(closesIn, () -> ifThere(server, () -> arbiter.leaving(server)));
      after(leavesIn, () -> exit(server, "exit status 0"));
    }
  }

  @Override
  public void askForStacks(int server) {
    done.add("stacks " + server);
  }

  @Override
  public void kill(int server) {
    done.add("kill " + server);
    after(Duration.ofMillis(10), () -> exit(server, "killed by signal 9"));
  }

  @Override
  public void lead(int server) {
    assertThat(leader).as("two leaders").isEmpty();
    assertThat(process(server).serves).isTrue();
    leader = Optional.of(server);
    done.add("lead " + server);
  }

  @Override
  public void startSuccessor() {
    done.add("start successor");
  }

  @Override
  public void giveWay() {
    done.add("give way");
  }

  @Override
  public void endSuccessor() {
    done.add("end successor");
  }

  @Override
  public void nobodyLeads() {
    assertThat(leader).as("who is said to have let go").isEmpty();
  }

  @Override
  public void spread(int slots) {
    spread = slots;
  }

  @Override
  public void close(int slot) {
    assertThat(slot).isGreaterThanOrEqualTo(spread);
    assertThat(processes.values()).noneMatch(process -> process.slot >= slot);
    assertThat(waitedAt).as("who waits").noneMatch(waited -> waited >= slot && leavesNobody);
    done.add("close " + slot);
  }

  @Override
  public void end(int status, String reason) {
    assertThat(processes).isEmpty();
    assertThat(ended).isEmpty();
    ended = Optional.of(status);
    done.add("end " + status);
  }

  @Override
  public void log(Severity severity, String line) {
    log.add(severity + " " + line);
  }
}
