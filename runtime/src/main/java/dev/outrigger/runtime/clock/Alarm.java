package dev.outrigger.runtime.clock;

/** Something that happens once at its time, unless it is given up. */
public interface Alarm {
  /** It may happen all the same if it is due just now. */
  void giveUp();
}
