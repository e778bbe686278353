package dev.outrigger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutriggerTest {

  @Test
  void runGivesWhatTheBodyReturnsWhenAllTasksHaveEnded() throws Exception {
    AtomicReference<String> heard = new AtomicReference<>("");
    String result =
        Outrigger.run(group -> {
          CountDownLatch go = new CountDownLatch(1);
          var _ =
              group.spawn(
                  "tick",
                  () -> {
                    go.await();
                    heard.set("tick");
                    return true;
                  });
          go.countDown();
          return "done";
        });
    assertThat(result).isEqualTo("done");
    assertThat(heard.get()).isEqualTo("tick");
  }

  @Test
  void runThrowsWhatTheBodyThrew() {
    assertThatThrownBy(() ->
            Outrigger.run(_ -> {
              throw new IOException("no luck");
            }))
        .isInstanceOf(IOException.class)
        .hasMessage("no luck");
  }

  @Test
  void tasksAreSpreadOverAllLoops() throws Exception {
    Set<String> loops = ConcurrentHashMap.newKeySet();
    Outrigger.run(
        EventLoops.builder().name("spread").count(3),
        group -> {
          for (int i = 0; i < 6; i++) {
            var _ = group.spread("task " + i, () -> loops.add(Loop.current().orElseThrow().name()));
          }
          return true;
        });
    assertThat(loops).containsExactlyInAnyOrder("spread-0", "spread-1", "spread-2");
  }

  @Test
  void aTaskIsToldThatItHasItsLoopAlready() {
    assertThatThrownBy(() -> Outrigger.run(_ -> Outrigger.run(_ -> 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use TaskGroup.run there");
  }

  @Test
  void afterASignalTheTasksCleanUpAndTheProcessEndsByIt() throws Exception {
    OtherJvm jvm = OtherJvm.run(EndsBySignal.class, "-Dsignals=one");
    assertThat(jvm.output()).contains("cleaned up after: the process got signal INT");
    assertThat(jvm.exitCode()).isEqualTo(130);
  }

  @Test
  void whatStandsAroundTheRunIsReachedAfterASignal() throws Exception {
    OtherJvm jvm = OtherJvm.run(EndsBySignal.class, "-Dsignals=caught");
    assertThat(jvm.output()).contains("caught it: the process got signal INT");
    assertThat(jvm.exitCode()).isZero();
  }

  @Test
  void aSignalReachesAllProgramsOfTheProcess() throws Exception {
    OtherJvm jvm = OtherJvm.run(TwoPrograms.class);
    assertThat(jvm.output()).contains("first cleaned up").contains("second cleaned up");
  }

  /** Two runs beside each other. */
  static final class TwoPrograms {
    private TwoPrograms() {}

    public static void main(String[] args) throws Exception {
      CountDownLatch both = new CountDownLatch(2);
      Thread second = Thread.ofPlatform().start(() -> waitIn("second", both));
      Thread first = Thread.ofPlatform().start(() -> waitIn("first", both));
      both.await();
      EndsBySignal.interruptOurselves();
      first.join();
      second.join();
    }

    private static void waitIn(String name, CountDownLatch both) {
      try {
        boolean _ =
            Outrigger.run(_ -> {
              both.countDown();
              new CountDownLatch(1).await();
              return true;
            });
      } catch (Exception e) {
        System.out.println(name + " cleaned up");
      }
    }
  }

  @Test
  void aSecondSignalEndsTheProcessAtOnce() throws Exception {
    OtherJvm jvm = OtherJvm.run(EndsBySignal.class, "-Dsignals=two");
    assertThat(jvm.output()).contains("cleaning up for ever").doesNotContain("cleaned up");
    assertThat(jvm.exitCode()).isEqualTo(130);
  }

  /** Sends itself the signal, once or, while it cleans up for ever, twice. */
  static final class EndsBySignal {
    private EndsBySignal() {}

    public static void main(String[] args) throws Exception {
      try {
        run(System.getProperty("signals", ""));
      } catch (CancelledException e) {
        if (!System.getProperty("signals", "").equals("caught")) {
          throw e;
        }
        System.out.println("caught it: " + e.getMessage());
      }
    }

    private static void run(String signals) throws Exception {
      boolean twice = signals.equals("two");
      Outrigger.run(_ -> {
        interruptOurselves();
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          if (twice) {
            System.out.println("cleaning up for ever");
            interruptOurselves();
            Scope.shield(() -> {
              new CountDownLatch(1).await();
              return true;
            });
          }
          System.out.println(
              "cleaned up after: "
                  + Scope.current().flatMap(Scope::cancellation).orElseThrow().reason());
          throw e;
        }
        return true;
      });
    }

    private static void interruptOurselves() throws IOException {
      var _ = new ProcessBuilder("kill", "-INT", "" + ProcessHandle.current().pid()).start();
    }
  }
}
