package dev.outrigger.http.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.EventLoops;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServerLoopTest {
  private static final Cancellation OVER =
      new Cancellation(Cancellation.Source.SHUTDOWN, "it is over");

  /** Throws whatever it is asked for, or counts. */
  private static final class Counting implements ServerLoop.Guest {
    private final boolean isBroken;
    private final AtomicInteger ticks = new AtomicInteger();
    private final AtomicInteger aborts = new AtomicInteger();

    Counting(boolean isBroken) {
      this.isBroken = isBroken;
    }

    private void breakIfBroken(String what) {
      if (isBroken) {
        throw new IllegalStateException(what);
      }
    }

    @Override
    public void tick(long now) {
      ticks.incrementAndGet();
      breakIfBroken("tick");
    }

    @Override
    public void tickWhileDraining(long now) {}

    @Override
    public void abort(Cancellation why) {
      aborts.incrementAndGet();
      breakIfBroken("abort");
    }
  }

  private final Counting broken = new Counting(true);
  private final Counting sound = new Counting(false);

  private ServerLoop enterBoth(EventLoops loops) throws Exception {
    Limits quick = Limits.defaults().withHeaderTimeout(Duration.ofMillis(20));
    EventLoop netty = loops.netty().next();
    ServerLoop home =
        new ServerLoop(
            loops.of(netty),
            netty,
            request -> HttpResponse.text(200, "ok"),
            quick,
            new Admission(quick));
    netty
        .submit(() -> {
          home.enter(broken);
          home.enter(sound);
        })
        .get();
    return home;
  }

  @Test
  void aGuestThatThrowsIsGivenUpOnceAndTheClockGoesOn() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        EventLoops loops = EventLoops.builder().start()) {
      ServerLoop _ = enterBoth(loops);
      Served.until(() -> sound.ticks.get() > 5);
      assertThat(broken.ticks).hasValue(1);
      assertThat(broken.aborts).hasValue(1);
      assertThat(sound.aborts).hasValue(0);
      Served.until(() -> !logged.records().isEmpty());
      assertThat(logged.records())
          .singleElement()
          .satisfies(record ->
              assertThat(record.getThrown())
                  .hasMessage("tick")
                  .satisfies(first ->
                      assertThat(first.getSuppressed())
                          .singleElement()
                          .satisfies(second -> assertThat(second).hasMessage("abort"))));
    }
  }

  @Test
  void aGuestThatThrowsAtTheEndDoesNotSpareTheOthers() throws Exception {
    try (LoggedLines _ = new LoggedLines();
        EventLoops loops = EventLoops.builder().start()) {
      ServerLoop home = enterBoth(loops);
      loops.netty().next().submit(() -> home.abort(OVER)).get();
      assertThat(sound.aborts).hasValue(1);
    }
  }
}
