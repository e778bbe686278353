package dev.outrigger.pool.engine;

import dev.outrigger.pool.Codec;
import dev.outrigger.pool.Contents;
import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.pool.TaskPhase;
import dev.outrigger.pool.codec.ForeignCodec;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.events.FlightRecords;
import dev.outrigger.pool.link.Switchboard;
import dev.outrigger.pool.memory.Depot;
import dev.outrigger.pool.memory.ParentSharing;
import dev.outrigger.pool.nested.Nursery;
import dev.outrigger.pool.process.CommandLine;
import dev.outrigger.pool.process.HostBudget;
import dev.outrigger.pool.process.MemoryClasses;
import dev.outrigger.pool.process.PrivateDirectory;
import dev.outrigger.pool.process.Settings;
import dev.outrigger.pool.process.WorkerProcess;
import dev.outrigger.pool.schedule.Decoded;
import dev.outrigger.pool.schedule.Job;
import dev.outrigger.pool.schedule.Scheduler;
import dev.outrigger.pool.schedule.Terms;
import dev.outrigger.pool.schedule.Worker;
import dev.outrigger.pool.worker.WorkerContents;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Puts the parts of a running pool together, and takes them apart again. */
public final class Engine {
  private static final Duration READER_IDLE = Duration.ofSeconds(2);

  private final Guarded guarded;
  private final PrivateDirectory directory;
  private final Rules rules;
  private final ParentSharing sharing;
  private final Switchboard switchboard;
  private final Thread timer;
  private final Thread lastResort;
  private final ThreadPoolExecutor readers;
  private final LongSupplier clock;
  private final HostBudget.Share heap;
  private final CommandLine commandLine;
  private final MemoryClasses memoryClasses;
  private final AtCaller atCaller;
  private final AtomicLong lastId = new AtomicLong();
  private final CountDownLatch terminated = new CountDownLatch(1);

  /** Starts the workers and returns at once. */
  public Engine(Settings settings) throws IOException {
    heap = settings.launch().heap();
    String threads = "pool-" + settings.name();
    long origin = System.nanoTime();
    clock = () -> System.nanoTime() - origin;
    guarded = new Guarded(clock);
    readers = readers(threads);
    Contents contents = settings.contents();
    Optional<Codec> codec = contents.codec().map(ForeignCodec::make);
    sharing = new ParentSharing(Depot.ours());
    rules = new Rules(settings.maxFrame(), contents.maxArray(), codec, sharing);
    atCaller = new AtCaller(rules, sharing.atCaller());
    directory = directory(sharing);
    Logger logger = System.getLogger("dev.outrigger.pool." + settings.name());
    Nursery nursery =
        new Nursery(this::nextId, clock, settings.terms(), event -> guarded.run(event));
    FlightRecords records = new FlightRecords(settings.name());
    FrontDoor door =
        new FrontDoor(guarded, nursery, new Voices(logger, readers), records, logger, sharing);
    try {
      commandLine =
          new CommandLine(
              settings, directory, spawn -> WorkerContents.arguments(contents, sharing, spawn));
      memoryClasses = new MemoryClasses(directory);
      switchboard = new Switchboard(directory.socket(), threads, settings.maxFrame(), door);
    } catch (IOException e) {
      directory.delete();
      sharing.close();
      throw e;
    }
    Function<Worker, WorkerProcess> hire =
        worker -> door.expect(new WorkerProcess(worker, commandLine, directory, door, threads));
    World world =
        new World(
            settings.name(),
            guarded,
            clock,
            hire,
            switchboard,
            readers,
            rules,
            sharing,
            commandLine::keepFilesYoung,
            this::closeDown,
            records,
            logger);
    guarded.guard(new Scheduler(settings.plan(), world));
    timer =
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name(threads + "-timer")
            .unstarted(guarded::runTimers);
    timer.setContextClassLoader(null);
    lastResort = new Thread(this::leaveNothing, threads + "-shutdown");
  }

  /** Starts the workers; to be called once. */
  public void start() {
    Runtime.getRuntime().addShutdownHook(lastResort);
    timer.start();
    guarded.run(Scheduler::start);
  }

  private static PrivateDirectory directory(ParentSharing sharing) throws IOException {
    try {
      return PrivateDirectory.create();
    } catch (IOException e) {
      sharing.close();
      throw e;
    }
  }

  /** How values are written. */
  public Rules rules() {
    return rules;
  }

  private static ThreadPoolExecutor readers(String threads) {
    // No bound: what runs here is code of the user, which may wait for more of its kind.
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        READER_IDLE.toMillis(),
        TimeUnit.MILLISECONDS,
        new SynchronousQueue<>(),
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name(threads + "-reader-", 1)
            .factory());
  }

  /** Classes that workers would find in no file. */
  public MemoryClasses memoryClasses() {
    return memoryClasses;
  }

  /** The next task's number. */
  public long nextId() {
    return lastId.incrementAndGet();
  }

  /** The pool's clock, in nanoseconds. */
  public long now() {
    return clock.getAsLong();
  }

  /** Runs code of the user that must not hold up the pool. */
  public Executor readers() {
    return readers;
  }

  /** Takes a task; what happens if the queue is full is the pool's option, and may take time. */
  public void submit(Job job, TaskMessage.Encoded work) {
    switch (guarded.step(scheduler -> scheduler.submit(job, true))) {
      case ACCEPTED -> {}
      case WAIT -> {
        if (!job.turnstile().pass()) {
          var _ = cancel(job, "its caller was interrupted while it waited for room in the queue");
        }
      }
      case RUN_IT -> {
        Decoded decoded = atCaller.run(job, work);
        guarded.run(scheduler -> scheduler.decoded(job, decoded));
      }
    }
  }

  /** Takes a task or refuses it, whatever the pool's option says; takes no time. */
  public void offer(Job job) {
    var _ = guarded.step(scheduler -> scheduler.submit(job, false));
  }

  /** Tells whether the task will end as cancelled. */
  public boolean cancel(Job job, String reason) {
    return guarded.step(scheduler -> scheduler.cancel(job, reason));
  }

  /** The same for a task that no worker has; leaves a running one alone. */
  public boolean cancelQueued(Job job, String reason) {
    return guarded.step(
        scheduler -> job.phase() == TaskPhase.QUEUED && scheduler.cancel(job, reason));
  }

  /** The deadline of a task counts no more; tells whether that came in time. */
  public boolean liftDeadline(Job job) {
    return guarded.step(scheduler -> scheduler.liftDeadline(job));
  }

  /** Ends a task as at its deadline. */
  public void expire(Job job) {
    guarded.step(scheduler -> {
      scheduler.expire(job);
      return true;
    });
  }

  /** How things stand. */
  public PoolStatistics statistics() {
    return guarded.step(Scheduler::statistics);
  }

  /** No more tasks. */
  public void close() {
    guarded.run(Scheduler::close);
  }

  /** Kills everything; {@link #awaitTermination} tells when that is done. */
  public void abort() {
    guarded.run(Scheduler::abort);
  }

  /** Waits for it whatever happens; an interrupt meanwhile is kept for later. */
  public void awaitEnd() {
    boolean interrupted = false;
    while (terminated.getCount() > 0) {
      try {
        terminated.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether no task, no process and no file is left. */
  public boolean isTerminated() {
    return terminated.getCount() == 0;
  }

  /** Waits until no task, no process and no file is left. */
  public boolean awaitTermination(Duration limit) throws InterruptedException {
    return terminated.await(saturated(limit), TimeUnit.NANOSECONDS);
  }

  private static long saturated(Duration limit) {
    return limit.compareTo(Terms.FOREVER) > 0 ? Long.MAX_VALUE : limit.toNanos();
  }

  private void closeDown() {
    switchboard.close();
    guarded.endTimers();
    readers.shutdown();
    commandLine.close();
    sharing.close();
    directory.delete();
    heap.close();
    try {
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (IllegalStateException _) {
      // The JVM is leaving already; the hook will find nothing to do.
    }
    terminated.countDown();
  }

  private void leaveNothing() {
    abort();
    try {
      var _ = awaitTermination(Duration.ofSeconds(2));
    } catch (InterruptedException _) {
      // The workers then see the end of this process by themselves.
    }
    directory.delete();
  }
}
