package dev.outrigger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchdogTest {
  private final LinkedBlockingQueue<BlockedLoop> told = new LinkedBlockingQueue<>();
  private Registration listening = () -> {};
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  private EventLoopsBuilder watched(TaskBackend backend) {
    return EventLoops.builder()
        .name("watched-loop")
        .tasks(backend)
        .blockedAfter(Duration.ofMillis(300));
  }

  @BeforeEach
  void listen() {
    listening =
        EventLoops.listen(
            new LoopListener() {
              @Override
              public void blocked(BlockedLoop loop) {
                if (loop.loop().name().startsWith("watched-loop")) {
                  told.add(loop);
                }
              }
            });
  }

  @AfterEach
  void stopListening() {
    listening.close();
  }

  /** Computes until the test lets it go: the only thing that no virtual thread is suspended by. */
  private void hog() {
    while (mayGoOn.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  private BlockedLoop awaitBlocked() throws InterruptedException {
    BlockedLoop blocked = told.poll(20, TimeUnit.SECONDS);
    assertThat(blocked).isNotNull();
    return blocked;
  }

  @Test
  void aTaskThatBlocksItsLoopIsFoundWhileItDoes() throws Exception {
    try (EventLoops loops = watched(TaskBackend.LOOP_CARRIED).start()) {
      loops.loop(0).start("hog", this::hog);
      BlockedLoop blocked = awaitBlocked();
      mayGoOn.countDown();
      assertThat(blocked.loop()).isSameAs(loops.loop(0));
      assertThat(blocked.task()).contains("hog");
      assertThat(blocked.soFar()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
      assertThat(blocked.stack()).anyMatch(frame -> frame.getMethodName().equals("hog"));
      assertThat(blocked.toString())
          .contains("watched-loop-0 has been blocked for ")
          .contains("by task hog; everything else on it waits. ");
      Await.until(() -> loops.loop(0).blockages() == 1);
    }
  }

  @Test
  void aStepOfTheLoopsOwnThatBlocksItIsFound() throws Exception {
    try (EventLoops loops = watched(TaskBackend.PORTABLE).start()) {
      loops.loop(0).execute(this::hog);
      BlockedLoop blocked = awaitBlocked();
      mayGoOn.countDown();
      assertThat(blocked.task()).isEmpty();
      assertThat(blocked.stack()).anyMatch(frame -> frame.getMethodName().equals("hog"));
    }
  }

  @Test
  void aTaskThatOnlyWaitsBlocksNothing() throws Exception {
    try (EventLoops loops = watched(TaskBackend.LOOP_CARRIED).start()) {
      loops
          .loop(0)
          .start(
              "waits",
              () -> {
                try {
                  mayGoOn.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      CountDownLatch hogged = new CountDownLatch(1);
      loops.loop(0).start("hog", () -> hogUntilFound(loops.loop(0), hogged));
      assertThat(awaitBlocked().task()).contains("hog");
      hogged.await();
      mayGoOn.countDown();
    }
    assertThat(told).isEmpty();
  }

  private void hogUntilFound(Loop loop, CountDownLatch done) {
    while (loop.blockages() == 0) {
      Thread.onSpinWait();
    }
    done.countDown();
  }

  @Test
  void theFlightRecorderHearsOfIt() throws Exception {
    LinkedBlockingQueue<String> stacks = new LinkedBlockingQueue<>();
    try (RecordingStream recording = new RecordingStream();
        EventLoops loops = watched(TaskBackend.LOOP_CARRIED).start()) {
      recording.enable("dev.outrigger.LoopBlocked");
      recording.onEvent(
          "dev.outrigger.LoopBlocked",
          event -> {
            if (event.getString("task").equals("hog")) {
              stacks.add(event.getString("stack"));
            }
          });
      recording.startAsync();
      loops.loop(0).start("hog", this::hog);
      awaitBlocked();
      mayGoOn.countDown();
      assertThat(stacks.poll(40, TimeUnit.SECONDS)).contains("WatchdogTest.hog(");
    }
  }

  @Test
  void aLimitBelowAMillisecondIsRefused() {
    assertThatThrownBy(() -> EventLoops.builder().blockedAfter(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("blockedAfter must be at least a millisecond, but was PT0S");
  }
}
