package dev.outrigger.bench.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.bench.supervisor.Figures.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table, and what it is made of. */
class FiguresTest {
  @Test
  void aCellHasTheMedianAndTheRange() {
    Figures figures = new Figures();
    for (double value : new double[] {5, 1, 3000, 7}) {
      figures.add(Kind.RELOAD, value);
    }
    assertThat(figures.cell(Kind.RELOAD)).isEqualTo("6 (1 to 3,000)");
    assertThat(figures.cell(Kind.LOST)).isEqualTo("-");
  }

  @Test
  void theTableHasAColumnForEachContender() {
    Figures figures = new Figures();
    figures.add(Kind.LOST, 0);
    Map<String, Figures> both = new LinkedHashMap<>();
    both.put("outrigger", figures);
    both.put("node", new Figures());
    assertThat(Figures.table(both))
        .startsWith("| | outrigger | node |\n|---|---|---|\n")
        .endsWith("| **lost** | 0 (0 to 0) | - |\n");
  }

  @Test
  void theMemoryOfAProcessIsItsShareOfPages() throws Exception {
    assertThat(Pss.of(List.of("Rss:  90000 kB", "Pss:   2048 kB", "Pss_Dirty: 1 kB"))).isEqualTo(2);
    assertThat(Pss.ofProcess(ProcessHandle.current().pid())).isGreaterThan(10);
  }
}
