package dev.outrigger.pool;

import java.time.Duration;

/**
 * When tasks of one key are refused because they keep killing workers. The key is what {@link
 * TaskOptions#withKey} says, else the task's name. While a key is in quarantine its tasks fail at
 * once with {@link FailureCause.Quarantined}, those in the queue too; after that one task is let
 * through to try, and the outcome of that one decides for the rest.
 *
 * <p>Off by default: without a key of your own choice all calls of one function share one, and then
 * a few bad inputs would stop the good ones.
 *
 * @param deaths how many workers must die with tasks of one key; 0: no quarantine; key {@code
 *     quarantine.deaths}, default 0
 * @param window within which time; key {@code quarantine.window}, default 1 min
 * @param time how long the key is refused then; key {@code quarantine.time}, default 30 s
 */
public record Quarantine(int deaths, Duration window, Duration time) {
  private static final Quarantine OFF =
      new Quarantine(0, Duration.ofMinutes(1), Duration.ofSeconds(30));

  /** Refuses negative counts and times of zero. */
  public Quarantine {
    Check.that(
        deaths >= 0 && deaths <= 1000, deaths, "deaths (quarantine.deaths)", "must be 0 to 1000");
    Check.positive(window, "window", "quarantine.window");
    Check.positive(time, "time", "quarantine.time");
  }

  /** No quarantine, whatever happens. */
  public static Quarantine off() {
    return OFF;
  }

  /** After so many deaths, with the default times. */
  public static Quarantine after(int deaths) {
    return new Quarantine(deaths, OFF.window, OFF.time);
  }

  /** The same after so many deaths. */
  public Quarantine withDeaths(int number) {
    return new Quarantine(number, window, time);
  }

  /** The same, counting deaths within this time. */
  public Quarantine within(Duration limit) {
    return new Quarantine(deaths, limit, time);
  }

  /** The same, refusing for this time. */
  public Quarantine lasting(Duration limit) {
    return new Quarantine(deaths, window, limit);
  }
}
