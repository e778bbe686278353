package dev.outrigger.http.loop;

import dev.outrigger.http.HttpStatistics;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one loop has counted.
 *
 * <p>Threading: each number is written on its loop alone, which makes a plain addition exact, and
 * read from anywhere.
 */
public final class Counters {
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong running = new AtomicLong();
  private final AtomicLong cancelled = new AtomicLong();
  private final AtomicLongArray answeredByClass = new AtomicLongArray(6);

  public void accepted() {
    add(accepted, 1);
  }

  public void refused() {
    add(refused, 1);
  }

  void started() {
    add(running, 1);
  }

  void ended() {
    add(running, -1);
  }

  public void cancelled(int requests) {
    add(cancelled, requests);
  }

  public void answered(int status) {
    // 101, to change the protocol, is a success too.
    int hundreds = Math.max(2, status / 100);
    answeredByClass.setRelease(hundreds, answeredByClass.getPlain(hundreds) + 1);
  }

  public static HttpStatistics sum(long open, Collection<Counters> all) {
    long[] byClass = new long[6];
    long accepted = 0;
    long refused = 0;
    long running = 0;
    long cancelled = 0;
    long served = 0;
    for (Counters one : all) {
      accepted += one.accepted.getAcquire();
      refused += one.refused.getAcquire();
      running += one.running.getAcquire();
      cancelled += one.cancelled.getAcquire();
      for (int hundreds = 2; hundreds < byClass.length; hundreds++) {
        long answered = one.answeredByClass.getAcquire(hundreds);
        byClass[hundreds] += answered;
        served += answered;
      }
    }
    return new HttpStatistics(
        open,
        accepted,
        refused,
        running,
        served,
        byClass[2],
        byClass[3],
        byClass[4],
        byClass[5],
        cancelled);
  }

  private static void add(AtomicLong number, long more) {
    number.setRelease(number.getPlain() + more);
  }
}
