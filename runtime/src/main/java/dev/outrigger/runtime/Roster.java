package dev.outrigger.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Who lives on a loop. Each task writes itself in and out, and hardly anyone reads, so it is made
 * for the former: halls of places, each twice as large as the one before and never more than half
 * full, so that a newcomer finds a free place at the first or second try. Nothing is ever moved.
 *
 * <p>Threading: from any thread, a loop's own included; nobody waits for anybody.
 */
final class Roster<T> {
  private static final int FIRST_HALL = 64;
  private static final int HALLS = 24;

  private final AtomicReferenceArray<@Nullable Hall<T>> halls = new AtomicReferenceArray<>(HALLS);

  private record Hall<T>(
      int before, AtomicReferenceArray<@Nullable T> places, AtomicInteger taken) {
    static <T> Hall<T> number(int index) {
      int size = FIRST_HALL << index;
      return new Hall<>(size - FIRST_HALL, new AtomicReferenceArray<>(size), new AtomicInteger());
    }

    boolean admit() {
      if (taken.incrementAndGet() <= places.length() / 2) {
        return true;
      }
      taken.decrementAndGet();
      return false;
    }

    int seat(T newcomer, long number) {
      int last = places.length() - 1;
      int place = (int) number & last;
      while (!places.compareAndSet(place, null, newcomer)) {
        place = (place + 1) & last;
      }
      return before + place;
    }
  }

  /**
   * Writes it in.
   *
   * @param number one that those who come together do not share, so that they look for a place at
   *     different ends; best one after the other
   * @return its number, to be written out by
   */
  int add(T newcomer, long number) {
    for (int i = 0; i < HALLS; i++) {
      Hall<T> hall = hall(i);
      if (hall.admit()) {
        return hall.seat(newcomer, number);
      }
    }
    throw new IllegalStateException("no loop can hold more than 500 million tasks");
  }

  /** Writes it out; once for each {@link #add}. */
  void remove(int number) {
    // The halls before one of size s hold s - FIRST_HALL places.
    int index = 31 - Integer.numberOfLeadingZeros(number / FIRST_HALL + 1);
    Hall<T> hall = hall(index);
    hall.places.set(number - hall.before, null);
    hall.taken.decrementAndGet();
  }

  /** Those who were in all the while, and perhaps some that came or went. */
  List<T> all() {
    List<T> found = new ArrayList<>();
    for (int i = 0; i < HALLS; i++) {
      Hall<T> hall = halls.get(i);
      if (hall == null) {
        return found;
      }
      for (int place = 0; place < hall.places.length(); place++) {
        T here = hall.places.get(place);
        if (here != null) {
          found.add(here);
        }
      }
    }
    return found;
  }

  private Hall<T> hall(int index) {
    Hall<T> known = halls.get(index);
    if (known != null) {
      return known;
    }
    Hall<T> made = Hall.number(index);
    Hall<T> other = halls.compareAndExchange(index, null, made);
    return other == null ? made : other;
  }
}
