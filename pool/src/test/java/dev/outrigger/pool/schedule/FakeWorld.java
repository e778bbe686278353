package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A clock that stands still and workers that do what the test says, around the real scheduler. */
final class FakeWorld implements Surroundings {
  final Scheduler scheduler;
  final List<FakeProcess> processes = new ArrayList<>();
  final Deque<Runnable> reading = new ArrayDeque<>();
  final Map<Long, Ending> endings = new TreeMap<>();
  final List<String> log = new ArrayList<>();
  boolean terminated;
  private long now;
  private long lastId;

  FakeWorld(int size, int queueCapacity) {
    scheduler = new Scheduler(Plan.plain(size, queueCapacity), this);
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
    FakeProcess process = new FakeProcess(worker);
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
        .noneMatch(process -> process.alive && process.running.orElse(0) == job.id());
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
    return new Job(
        ++lastId,
        new Work("Test.work", Optional.empty(), new byte[] {1}),
        now,
        new Terms(limit, grace),
        List.of(),
        Conversation.NONE,
        _ -> {});
  }

  Job submit() {
    return submit(Optional.empty());
  }

  Job submit(Optional<Duration> limit) {
    Job job = job(limit, Duration.ofMillis(500));
    scheduler.submit(job);
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
    assertThat(now.starting() + now.idle() + now.busy() + now.stopping())
        .isLessThanOrEqualTo(now.size());
  }
}
