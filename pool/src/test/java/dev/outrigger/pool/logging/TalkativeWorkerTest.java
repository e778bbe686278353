package dev.outrigger.pool.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.Await;
import dev.outrigger.pool.LogLines;
import dev.outrigger.pool.ProcessPool;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** What goes out with a task, and what comes back beside its answer. */
@Timeout(60)
class TalkativeWorkerTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String HEADER = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    pool =
        ProcessPool.builder()
            .name("talkative")
            .size(1)
            .context(() -> Map.of("traceparent", HEADER, "tenant", "acme"))
            .build();
  }

  @AfterAll
  static void stop() {
    pool.abort();
  }

  @AfterEach
  void clear() {
    MDC.clear();
  }

  @Test
  void logRecordsArriveWithLevelLoggerTaskAndTrace() throws Exception {
    try (LogLines log = new LogLines("app")) {
      assertThat(pool.call(Talkative::log, "dev.outrigger.pool.app")).isZero();
      Await.until("three records", () -> log.lines().size() == 3);
      String tag = "\\[worker 1, task \\d+ \\(Talkative.log\\), trace " + TRACE + "\\] ";
      assertThat(log.lines().get(0)).matches("WARNING " + tag + "careful with this");
      assertThat(log.lines().get(1))
          .matches("(?s)SEVERE " + tag + "broken\njava.lang.IllegalStateException: no luck\n.*");
      assertThat(log.lines().get(2)).matches("INFO " + tag + "by the other interface");
    }
  }

  @Test
  void printedLinesArriveWithTheTrace() throws Exception {
    try (LogLines log = new LogLines("talkative")) {
      assertThat(pool.call(Talkative::print, "hello")).isZero();
      Await.until("a line", () -> !log.lines().isEmpty());
      assertThat(log.lines().getFirst()).startsWith("INFO [worker 1").endsWith("] hello");
    }
  }

  @Test
  void aFloodIsHeldBackAndTold() throws Exception {
    try (ProcessPool flooded = ProcessPool.builder().name("flooded").size(1).build();
        LogLines log = new LogLines("flooded")) {
      assertThat(flooded.call(Talkative::flood, 50_000)).isEqualTo(50_000);
      assertThat(flooded.drain(java.time.Duration.ofSeconds(30))).isTrue();
      Await.until(
          "the silence",
          () -> log.lines().stream().anyMatch(line -> line.contains("suppressed for a while")));
      // The log's own thread tells it, perhaps after the pool has ended.
      Await.until(
          "the count of what is missing",
          () -> log.lines().stream().anyMatch(line -> line.matches(".*suppressed \\d+ lines")));
      assertThat(log.lines()).hasSizeLessThan(10_000);
    }
  }

  @Test
  void theDiagnosticContextOfTheCallerHoldsInTheTask() throws Exception {
    MDC.put("user", "ada");
    assertThat(pool.call(Talkative::user)).isEqualTo("ada");
    assertThat(pool.call(Talkative::nestedUser)).isEqualTo("ada");
    MDC.clear();
    assertThat(pool.call(Talkative::user)).isEqualTo("null");
  }

  @Test
  void traceAndContextCanBeReadInTheTask() throws Exception {
    assertThat(pool.call(Talkative::traceAndContext)).isEqualTo(HEADER + " acme");
  }

  @Test
  void aFlightRecordingHasTheTasksAndTheWorkers() throws Exception {
    Path file = folder.resolve("pool.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.outrigger.TaskEnded");
      recording.enable("dev.outrigger.WorkerStarted");
      recording.enable("dev.outrigger.WorkerDied");
      recording.start();
      try (ProcessPool recorded = ProcessPool.builder().name("recorded").size(1).build()) {
        assertThat(recorded.call(Talkative::print, "hello")).isZero();
      }
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.hasField("pool") && event.getString("pool").equals("recorded"))
            .sorted(Comparator.comparing(RecordedEvent::getStartTime))
            .toList();
    assertThat(events)
        .extracting(event -> event.getEventType().getName())
        .containsExactly(
            "dev.outrigger.WorkerStarted", "dev.outrigger.TaskEnded", "dev.outrigger.WorkerDied");
    assertThat(events.get(1).getString("name")).isEqualTo("Talkative.print");
    assertThat(events.get(1).getString("outcome")).isEqualTo("RETURNED");
    assertThat(events.get(1).getLong("bytesSent")).isPositive();
    assertThat(events.get(2).getBoolean("expected")).isTrue();
  }
}
