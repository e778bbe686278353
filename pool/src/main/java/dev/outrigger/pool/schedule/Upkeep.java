package dev.outrigger.pool.schedule;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.Recycling;
import dev.outrigger.pool.wording.Amounts;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Replaces workers that are well but have served their time, and kills those that take too much
 * memory. Who is to leave no longer counts as staff, so that another is started at once. By its
 * number of tasks a worker leaves exactly then, and its replacement starts with its last task; for
 * memory or age it works on until the replacement is ready.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Upkeep {
  private static final Duration LOOK = Duration.ofMillis(500);

  /** What is swept from folders for temporary files has been left alone for days. */
  static final Duration FILES_AGE = Duration.ofHours(1);

  private final Recycling rules;
  private final Surroundings out;
  private final Counts counts;
  private final Crew crew;
  private final Alarm round;
  private final Alarm files;

  Upkeep(Recycling rules, Surroundings out, Timers timers, Counts counts, Crew crew) {
    this.rules = rules;
    this.out = out;
    this.counts = counts;
    this.crew = crew;
    this.round = new Alarm(timers);
    this.files = new Alarm(timers);
  }

  void start() {
    lookLater();
    filesLater();
  }

  private void filesLater() {
    files.set(
        Timers.after(out.now(), FILES_AGE),
        () -> {
          out.keepFilesYoung();
          filesLater();
        });
  }

  private void lookLater() {
    if (rules.watchesMemory() || rules.age().isPresent()) {
      round.set(Timers.after(out.now(), LOOK), this::look);
    }
  }

  private void look() {
    for (Worker worker : List.copyOf(crew.roster().workers())) {
      if (isUp(worker)) {
        if (rules.watchesMemory()) {
          worker.pid().ifPresent(pid -> out.measure(worker, pid));
        }
        consider(worker);
      }
    }
    lookLater();
  }

  void stop() {
    round.clear();
    files.clear();
  }

  private static boolean isUp(Worker worker) {
    return worker.is(Worker.State.READY) || worker.is(Worker.State.BUSY);
  }

  /** What its process holds now. */
  void measured(Worker worker, long residentBytes) {
    worker.fitness().holds(residentBytes);
    if (!isUp(worker)) {
      return;
    }
    if (worker.fitness().overTheLimit()) {
      long limit = rules.memoryLimit().orElseThrow();
      FailureCause cause = new FailureCause.MemoryLimit(residentBytes, limit);
      worker
          .verdict()
          .give(
              cause,
              "it held %s of memory, above the limit of %s"
                  .formatted(Amounts.size(residentBytes), Amounts.size(limit)));
      crew.kill(worker);
    } else {
      consider(worker);
    }
  }

  /** It was given a task, perhaps its last. */
  void handed(Worker worker) {
    if (worker.fitness().tasksLeft(worker.load().size()) == 0 && !worker.fitness().leaves()) {
      leave(worker, "it has run its number of tasks");
    }
  }

  private void consider(Worker worker) {
    Optional<String> tired = worker.fitness().tired(out.now());
    if (tired.isPresent() && !worker.fitness().leaves()) {
      leave(worker, tired.get());
    }
    retireIfRelieved(worker);
  }

  private void leave(Worker worker, String why) {
    counts.recycled();
    worker.fitness().shallLeave();
    out.log(Level.INFO, worker + " is replaced: " + why);
    crew.hiring().fill();
  }

  /** It has answered its last task, or a replacement has come. */
  void retireIfRelieved(Worker worker) {
    if (worker.fitness().leaves()
        && worker.is(Worker.State.READY)
        && (worker.fitness().tasksLeft(0) == 0 || crew.roster().canSpareOne())) {
      crew.retire(worker);
    }
  }

  void workerReady() {
    List.copyOf(crew.roster().workers()).forEach(this::retireIfRelieved);
  }
}
