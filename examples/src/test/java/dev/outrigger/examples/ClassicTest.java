package dev.outrigger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassicTest {

  @ParameterizedTest
  @EnumSource(TaskBackend.class)
  void allThreeWaysComeToTheSameResults(TaskBackend backend) throws Exception {
    String table = run(backend, "100000", "40");
    for (String way : new String[] {"processes", "threads", "tasks"}) {
      assertThat(row(table, "primes in " + way).group(1)).isEqualTo("9592");
      assertThat(row(table, "downloads in " + way).group(1)).isEqualTo("40");
    }
    assertThat(table).contains("Processes for what computes");
  }

  @Test
  void tasksWaitAllAtOnceAndProcessesFewAtATime() throws Exception {
    String table = run(TaskBackend.best(), "1000", "200");
    // 200 times 50 ms, by as many workers as there are cores.
    assertThat(millis(table, "downloads in tasks"))
        .isLessThan(millis(table, "downloads in processes"));
  }

  @Test
  void aNumberThatIsNoneIsAnsweredByHowItIsUsed() throws Exception {
    try (Program program = Program.start(TaskBackend.best(), "Classic", "many", "40")) {
      assertThat(program.endsWith(2)).startsWith("usage: Classic");
    }
  }

  private static String run(TaskBackend backend, String... arguments) throws Exception {
    try (Program program = Program.start(backend, "Classic", arguments)) {
      return program.endsWith(0);
    }
  }

  private static int millis(String table, String name) {
    return Integer.parseInt(row(table, name).group(2));
  }

  private static Matcher row(String table, String name) {
    Matcher row = Pattern.compile(name + " +(\\d+) +(\\d+) ms +(\\d+) ms").matcher(table);
    assertThat(row.find()).as(table).isTrue();
    return row;
  }
}
