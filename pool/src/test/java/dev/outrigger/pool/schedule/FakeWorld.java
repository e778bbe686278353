package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.pool.Recycling;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A clock that stands still and workers that do what the test says, around the real scheduler. */
final class FakeWorld implements Surroundings {
  final Scheduler scheduler;
  final Plan plan;
  final List<Job> admitted = new ArrayList<>();
  final List<Job> outside = new ArrayList<>();
  final List<Job> atCaller = new ArrayList<>();
  final List<Worker> measured = new ArrayList<>();
  final List<Worker> observed = new ArrayList<>();
  final List<FakeProcess> processes = new ArrayList<>();
  final Deque<Runnable> reading = new ArrayDeque<>();
  final Map<Long, Ending> endings = new TreeMap<>();
  final List<String> log = new ArrayList<>();
  final Set<String> nested = new HashSet<>();
  final Set<Long> sentInside = new HashSet<>();
  boolean terminated;
  int filesKeptYoung;
  private long now;
  private long lastId;

  FakeWorld(int size, int queueCapacity) {
    this(Plan.plain(size, queueCapacity), 1);
  }

  FakeWorld(Plan plan, long seed) {
    this.plan = plan;
    scheduler = new Scheduler(plan, this, new SplittableRandom(seed));
  }

  @Override
  public long now() {
    return now;
  }

  void advance(Duration time) {
    now += time.toNanos();
    scheduler.tick();
  }

  @Override
  public Line spawn(Worker worker) {
    FakeProcess process = new FakeProcess(worker, sentInside);
    processes.add(process);
    return process;
  }

  @Override
  public Optional<Decoded> decode(Job job, Frame answer) {
    Decoded decoded =
        answer.type() == FrameType.RESULT
            ? new Decoded.Value("done")
            : new Decoded.Thrown(new IllegalStateException("failed"));
    reading.add(() -> scheduler.decoded(job, decoded));
    return Optional.empty();
  }

  @Override
  public void ended(Job job, Ending ending) {
    assertThat(endings.put(job.id(), ending)).as("earlier ending of %s", job).isNull();
    assertThat(processes)
        .as("workers that still run %s", job)
        .noneMatch(process ->
            process.alive
                && (process.running.orElse(0) == job.id() || process.inside.contains(job.id())));
  }

  @Override
  public void admitted(Job job) {
    admitted.add(job);
  }

  @Override
  public void measure(Worker worker, long pid) {
    measured.add(worker);
  }

  @Override
  public void keepFilesYoung() {
    filesKeptYoung++;
  }

  @Override
  public void observe(Worker worker, long pid) {
    observed.add(worker);
  }

  @Override
  public void log(Level level, String line) {
    log.add(level + " " + line);
  }

  @Override
  public void terminated() {
    assertThat(terminated).isFalse();
    terminated = true;
  }

  Job job(Optional<Duration> limit, Duration grace) {
    return job(new Terms(limit, grace));
  }

  Job job(Terms terms) {
    return job(terms, "Test.work");
  }

  private Job job(Terms terms, String name) {
    return new Job(
        ++lastId,
        new TaskMessage.Encoded(name, Optional.empty(), new byte[] {1}),
        now,
        terms,
        new Caller(
            Trust.all(ClassLoader.getSystemClassLoader()),
            Conversation.NONE,
            _ -> {},
            false,
            Optional.empty()));
  }

  /** Does what a submitter is told. */
  void submitAsTold(Job job) {
    switch (scheduler.submit(job, true)) {
      case ACCEPTED -> {}
      case WAIT -> outside.add(job);
      case RUN_IT -> {
        atCaller.add(job);
        reading.add(() -> scheduler.decoded(job, new Decoded.Value("done")));
      }
    }
  }

  Job submit(Terms terms, String name) {
    Job job = job(terms, name);
    var _ = scheduler.submit(job, true);
    return job;
  }

  Job submit() {
    return submit(Optional.empty());
  }

  Job submit(Optional<Duration> limit) {
    Job job = job(limit, Duration.ofMillis(500));
    var _ = scheduler.submit(job, true);
    return job;
  }

  void deliver(FakeProcess process) {
    process.outbox.remove().accept(scheduler);
  }

  void deliverAll() {
    for (FakeProcess process : List.copyOf(processes)) {
      while (!process.outbox.isEmpty()) {
        deliver(process);
      }
    }
    while (!reading.isEmpty()) {
      reading.remove().run();
    }
  }

  /** The newest process of this slot. */
  FakeProcess in(int slot) {
    return processes.reversed().stream()
        .filter(process -> process.worker.slot() == slot)
        .findFirst()
        .orElseThrow();
  }

  /** Starts the scheduler and gets all workers ready. */
  FakeWorld started() {
    scheduler.start();
    processes.forEach(FakeProcess::greet);
    deliverAll();
    return this;
  }

  /** The worker of the first slot takes up its task. */
  FakeProcess begin() {
    FakeProcess process = in(1);
    process.read(false);
    deliverAll();
    return process;
  }

  /** Its process dies at once. */
  void die(int slot) {
    in(slot).die(137);
    deliverAll();
  }

  /** All that are starting get ready. */
  void greetAll() {
    for (FakeProcess process : List.copyOf(processes)) {
      if (process.alive && !process.greeted) {
        process.greet();
      }
    }
    deliverAll();
  }

  Ending.Failed failure(Job job) {
    return (Ending.Failed) Objects.requireNonNull(endings.get(job.id()), "still going on");
  }

  /** It returns from its task, whatever it was told. */
  void finish() {
    in(1).inbox.clear();
    in(1).answer(FrameType.RESULT);
    deliverAll();
  }

  PoolStatistics statistics() {
    return scheduler.statistics();
  }

  /** What must hold at any time. */
  void check() {
    PoolStatistics now = statistics();
    assertThat(now.completed() + now.failed() + now.cancelled() + now.queued() + now.running())
        .as("sum of %s", now)
        .isEqualTo(now.submitted());
    assertThat(endings).hasSize((int) (now.completed() + now.failed() + now.cancelled()));
    assertThat(now.running()).isGreaterThanOrEqualTo(0);
    int most = now.size() + now.spares();
    if (plan.recycling().equals(Recycling.never())) {
      assertThat(now.starting() + now.idle() + now.busy() + now.stopping())
          .isLessThanOrEqualTo(most);
    } else {
      assertThat(now.starting() + now.idle() + now.busy()).isLessThanOrEqualTo(2 * most);
    }
    assertThat(now.busy()).isLessThanOrEqualTo(now.size());
    assertThat(now.retrying()).isLessThanOrEqualTo(now.queued());
  }
}
