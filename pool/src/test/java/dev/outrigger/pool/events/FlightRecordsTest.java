package dev.outrigger.pool.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordsTest {
  @TempDir private Path folder;

  @Test
  void aRecordingHasTheFiguresOfATaskAndTheLifeOfAWorker() throws Exception {
    FlightRecords records = new FlightRecords("flight");
    Path file = folder.resolve("records.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.outrigger.TaskEnded");
      recording.enable("dev.outrigger.WorkerStarted");
      recording.enable("dev.outrigger.WorkerDied");
      recording.start();
      records.started("worker 2", 7, 4711);
      records.ended(account());
      records.died("worker 2", 7, 4711, "OS_KILL(9)", false);
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events)
        .extracting(event -> event.getEventType().getName())
        .containsExactly(
            "dev.outrigger.WorkerStarted", "dev.outrigger.TaskEnded", "dev.outrigger.WorkerDied");
    RecordedEvent ended = events.get(1);
    assertThat(ended.getString("pool")).isEqualTo("flight");
    assertThat(ended.getLong("task")).isEqualTo(17);
    assertThat(ended.getString("name")).isEqualTo("Work.fib");
    assertThat(ended.getDuration("queueTime")).isEqualTo(Duration.ofMillis(3));
    assertThat(ended.getDuration("runTime")).isEqualTo(Duration.ofMillis(40));
    assertThat(ended.getString("outcome")).isEqualTo("RETURNED");
    assertThat(ended.getLong("bytesSent")).isEqualTo(120);
    assertThat(events.get(2).getString("cause")).isEqualTo("OS_KILL(9)");
    assertThat(events.get(2).getBoolean("expected")).isFalse();
  }

  private static TaskAccount account() {
    return new TaskAccount(
        17,
        "Work.fib",
        Optional.of("worker 2"),
        Duration.ofMillis(3),
        Duration.ofMillis(40),
        "RETURNED",
        Optional.empty(),
        120,
        13,
        Optional.empty());
  }
}
