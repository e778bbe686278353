package dev.outrigger.pool.schedule;

/**
 * What is due for one worker.
 *
 * @param step if the worker does not do by then what it was told
 * @param stall if its first task takes longer than thought
 * @param hang the look at whether it does anything at all
 */
record Alarms(Alarm step, Alarm stall, Alarm hang) {
  Alarms(Timers timers) {
    this(new Alarm(timers), new Alarm(timers), new Alarm(timers));
  }

  void clear() {
    step.clear();
    stall.clear();
    hang.clear();
  }
}
