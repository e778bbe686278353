package dev.outrigger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.carrier.LoopCarriedThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a user of the library meets with the JVM flag, and without it. */
@Timeout(60)
class FlagTest {

  @Test
  void withoutTheFlagTasksArePortableAndOneLineSaysHowToGetTheOther() throws Exception {
    OtherJvm jvm = OtherJvm.run(StartLoops.class);
    assertThat(jvm.output())
        .contains("backend PORTABLE")
        .containsOnlyOnce(
            "start the JVM with --add-opens=java.base/java.lang=ALL-UNNAMED to have each task carried");
    assertThat(jvm.exitCode()).isZero();
  }

  @Test
  void withTheFlagTasksAreCarriedByTheirLoopAndNothingIsSaid() throws Exception {
    OtherJvm jvm = OtherJvm.run(StartLoops.class, LoopCarriedThreads.FLAG);
    assertThat(jvm.output()).contains("backend LOOP_CARRIED").doesNotContain("add-opens");
  }

  @Test
  void askingForLoopCarriedTasksWithoutTheFlagIsRefusedWithTheFlagsName() throws Exception {
    OtherJvm jvm = OtherJvm.run(AskForLoopCarried.class);
    assertThat(jvm.output()).contains("loop-carried tasks need a JVM started with --add-opens");
  }

  static final class StartLoops {
    private StartLoops() {}

    public static void main(String[] args) {
      try (EventLoops loops = EventLoops.builder().start()) {
        System.out.println("backend " + loops.backend());
      }
    }
  }

  static final class AskForLoopCarried {
    private AskForLoopCarried() {}

    public static void main(String[] args) {
      try {
        EventLoops.builder().tasks(TaskBackend.LOOP_CARRIED).start().close();
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
