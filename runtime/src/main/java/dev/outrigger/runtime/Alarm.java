package dev.outrigger.runtime;

/** Something that happens once at its time, unless it is given up. */
interface Alarm {
  /** It may happen all the same if it is due just now. */
  void giveUp();
}
