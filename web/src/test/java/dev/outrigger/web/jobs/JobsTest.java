package dev.outrigger.web.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.Simulation;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.Time;
import dev.outrigger.web.Application;
import dev.outrigger.web.testclient.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Work that comes again and again, in a time that jumps. */
class JobsTest {
  private static final Instant START = Instant.parse("2026-03-01T10:20:30Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<String> runs = new ArrayList<>();

  /** The simulation's clock, which begins at {@link #START}. */
  private static InstantSource clock() {
    long begun = Time.now();
    return () -> START.plusNanos(Time.now() - begun);
  }

  private static Loop here() {
    return Loop.current().orElseThrow();
  }

  private Job noting(InstantSource clock, Duration lasts) {
    return run -> {
      runs.add(run.due() + " at " + clock.instant());
      Time.sleep(lasts);
    };
  }

  private Jobs jobs(InstantSource clock, Duration period, Job job) {
    return new Jobs(
        List.of(new PeriodicJob("job", period, job)),
        () -> {
          throw new IllegalStateException("no pool");
        },
        clock);
  }

  private static void simulate(TaskGroup.Body<?> body) throws Exception {
    var _ = Simulation.inOrder().run(body);
  }

  @Test
  void anHourlyJobRunsOnTheHour() throws Exception {
    simulate(_ -> {
      InstantSource clock = clock();
      Jobs jobs = jobs(clock, HOUR, noting(clock, Duration.ZERO));
      jobs.lead(here(), START);
      Time.sleep(HOUR.multipliedBy(2));
      jobs.follow();
      return 0;
    });
    assertThat(runs)
        .containsExactly(
            "2026-03-01T11:00:00Z at 2026-03-01T11:00:00Z",
            "2026-03-01T12:00:00Z at 2026-03-01T12:00:00Z");
  }

  @Test
  void momentsThatPassWhileItRunsAreOneAndItNeverRunsTwiceAtOnce() throws Exception {
    simulate(_ -> {
      InstantSource clock = clock();
      Jobs jobs = jobs(clock, Duration.ofMinutes(1), noting(clock, Duration.ofSeconds(150)));
      jobs.lead(here(), START);
      Time.sleep(Duration.ofMinutes(4));
      jobs.end();
      return 0;
    });
    assertThat(runs)
        .containsExactly(
            "2026-03-01T10:21:00Z at 2026-03-01T10:21:00Z",
            "2026-03-01T10:23:00Z at 2026-03-01T10:23:30Z");
  }

  @Test
  void aMomentThatPassedBetweenTwoLeadersIsMadeUpForOnce() throws Exception {
    simulate(_ -> {
      InstantSource clock = clock();
      Jobs jobs = jobs(clock, HOUR, noting(clock, Duration.ZERO));
      jobs.lead(here(), START.minus(Duration.ofHours(5)));
      Time.sleep(Duration.ofMinutes(1));
      jobs.follow();
      return 0;
    });
    assertThat(runs).containsExactly("2026-03-01T10:00:00Z at 2026-03-01T10:20:30Z");
  }

  @Test
  void oneThatFailsComesAgain() throws Exception {
    simulate(_ -> {
      InstantSource clock = clock();
      Jobs jobs =
          jobs(
              clock,
              HOUR,
              run -> {
                runs.add(run.name());
                throw new IllegalStateException("on purpose");
              });
      jobs.lead(here(), START);
      Time.sleep(HOUR.multipliedBy(2));
      jobs.follow();
      return 0;
    });
    assertThat(runs).containsExactly("job", "job");
  }

  @Test
  void whoFollowsLetsARunningOneEndAndBeginsNone() throws Exception {
    simulate(_ -> {
      InstantSource clock = clock();
      Jobs jobs =
          jobs(
              clock,
              Duration.ofMinutes(1),
              _ -> {
                runs.add("begun");
                Time.sleep(Duration.ofSeconds(20));
                runs.add("ended");
              });
      jobs.lead(here(), START);
      Time.sleep(Duration.ofSeconds(35));
      jobs.follow();
      jobs.lead(here(), START);
      assertThat(runs).containsExactly("begun");
      Time.sleep(Duration.ofMinutes(5));
      assertThat(jobs.awaitEnd(System.nanoTime())).isTrue();
      return 0;
    });
    assertThat(runs).containsExactly("begun", "ended");
  }

  @Test
  void namesAreTakenOnceAndASecondIsTheShortestPeriod() {
    Application twice = app -> app.every(HOUR, "a", _ -> {}).every(HOUR, "a", _ -> {});
    assertThatThrownBy(() -> TestClient.of(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is a job called a already");
    Application fast = app -> app.every(Duration.ofMillis(10), "a", _ -> {});
    assertThatThrownBy(() -> TestClient.of(fast)).hasMessageContaining("a second is the shortest");
  }
}
