package dev.outrigger.bench.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The benchmark of the pool itself, with next to nothing to do. */
class OutriggerPoolTest {
  @Test
  void aTinyRoundGivesALineForEachSubject() throws Exception {
    Set<Subject> subjects =
        EnumSet.of(Subject.WARM, Subject.BURST, Subject.MAP, Subject.LEASE, Subject.SUCCESSOR);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutriggerPool pool = new OutriggerPool()) {
      Rounds rounds = new Rounds(pool);
      for (Subject subject : subjects) {
        rounds.measure(subject, 1);
        assertThat(rounds.middle(subject)).as(subject.title()).isPositive();
      }
      new Table(List.of(rounds), subjects)
          .print(new PrintStream(out, true, StandardCharsets.UTF_8));
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(subjects.stream().map(Subject::title).toList());
  }
}
