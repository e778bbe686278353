package dev.outrigger.pool.schedule;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.Quarantine;
import dev.outrigger.pool.wording.Amounts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The keys whose tasks killed workers lately. A key is watched from its first death; shut for a
 * time once there are too many; then on trial: one task at a time goes, a good end forgets all, a
 * death shuts it again.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Sickbay {
  /** Keys may be made from input, so there may be any number of them. */
  private static final int WATCHED = 10_000;

  private final Quarantine rules;
  private final LinkedHashMap<String, Patient> patients = new LinkedHashMap<>();

  Sickbay(Quarantine rules) {
    this.rules = rules;
  }

  boolean on() {
    return rules.deaths() > 0;
  }

  /** A worker died while a task of this key ran; tells whether that shuts the key. */
  boolean died(String key, long now) {
    if (!on()) {
      return false;
    }
    Patient patient = patients.computeIfAbsent(key, _ -> new Patient());
    patient.deaths.addLast(now);
    while (now - patient.deaths.getFirst() > rules.window().toNanos()) {
      patient.deaths.removeFirst();
    }
    boolean shut = patient.tried.isPresent() || patient.deaths.size() >= rules.deaths();
    if (shut) {
      patient.shutUntil = Timers.after(now, rules.time());
      patient.shut = true;
      patient.tried = Optional.empty();
    }
    patients.putLast(key, patient);
    if (patients.size() > WATCHED) {
      patients.pollFirstEntry();
    }
    return shut;
  }

  /** That a key is shut, for the log. */
  String notice(String key) {
    return "tasks of the key \"%s\" are refused for %s: %d workers died of them"
        .formatted(key, Amounts.time(rules.time()), rules.deaths());
  }

  /** Why this task can't go now, if so; asking changes nothing. */
  Optional<FailureCause> refuses(String key, long now) {
    Patient patient = patients.get(key);
    if (patient == null || !patient.shut) {
      return Optional.empty();
    }
    Duration left = Duration.ofNanos(Math.max(0, patient.shutUntil - now));
    return left.isZero() && patient.tried.isEmpty()
        ? Optional.empty()
        : Optional.of(new FailureCause.Quarantined(key, rules.deaths(), left));
  }

  /** A task of this key goes to a worker. */
  void goes(String key, Object task) {
    Patient patient = patients.get(key);
    if (patient != null && patient.shut) {
      patient.tried = Optional.of(task);
    }
  }

  /** The task is over and no worker died of it; {@code ran}: it went through to its own end. */
  void survived(String key, Object task, boolean ran) {
    Patient patient = patients.get(key);
    if (patient == null || !patient.shut || !patient.tried.equals(Optional.of(task))) {
      return;
    }
    if (ran) {
      patients.remove(key);
    } else {
      patient.tried = Optional.empty();
    }
  }

  /** How many keys are shut or on trial. */
  int inside() {
    return (int) patients.values().stream().filter(patient -> patient.shut).count();
  }

  int watched() {
    return patients.size();
  }

  private static final class Patient {
    private final Deque<Long> deaths = new ArrayDeque<>();
    private boolean shut;
    private long shutUntil;
    private Optional<Object> tried = Optional.empty();
  }
}
