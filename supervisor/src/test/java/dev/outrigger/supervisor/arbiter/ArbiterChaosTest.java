package dev.outrigger.supervisor.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.supervisor.arbiter.FakeHost.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reloads, scaling, pauses, crashes, silence and bad applications in any order. The host asserts at
 * each step that no slot is emptied on purpose and that no two lead; in the end all must be well.
 */
class ArbiterChaosTest {

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverHappensItEndsWithOneHealthyProcessForEachSlot(long seed) {
    Random random = new Random(seed);
    Rules rules =
        Rules.of(1 + random.nextInt(4))
            .reloading(1 + random.nextInt(4))
            .recycled(Recycling.never().afterRequests(1000).above(500));
    FakeHost host = new FakeHost(rules, random);
    host.arbiter().begin(Answer.NOBODY);
    host.pass(Duration.ofSeconds(1));
    host.fates = Optional.of(random);
    List<String> answers = new ArrayList<>();
    int asked = 0;
    for (int i = 0; i < 60 && host.ended.isEmpty(); i++) {
      switch (random.nextInt(10)) {
        case 0, 1 -> {
          asked++;
          host.arbiter().reload((done, line) -> answers.add(done + line));
        }
        case 2 -> {
          asked++;
          host.arbiter().scale(1 + random.nextInt(5), (done, line) -> answers.add(done + line));
        }
        case 3 -> anyone(host, random).ifPresent(host::crash);
        case 4 -> anyone(host, random).ifPresent(id -> host.process(id).silent = true);
        case 5 -> anyone(host, random).ifPresent(id -> host.process(id).requests += 5000);
        case 6 -> anyone(host, random).ifPresent(id -> host.process(id).resident = 600);
        case 7 -> anyone(host, random).ifPresent(host::leaveByItself);
        case 8 -> {
          if (random.nextInt(4) == 0) {
            host.pause();
          }
        }
        default -> {}
      }
      host.pass(Duration.ofMillis(random.nextInt(4000)));
    }
    host.fates = Optional.empty();
    host.nextFate = Fate.SERVES;
    host.pass(Duration.ofMinutes(1));
    if (host.arbiter().isPaused()) {
      asked++;
      host.arbiter().reload((done, line) -> answers.add(done + line));
    }
    host.pass(Duration.ofMinutes(10));
    if (host.ended.isEmpty()) {
      assertThat(host.processes).hasSize(host.arbiter().slots());
      for (int slot = 0; slot < host.arbiter().slots(); slot++) {
        assertThat(host.serving(slot)).hasSize(1);
      }
      assertThat(host.spread).isEqualTo(host.arbiter().slots());
      assertThat(host.leader).isPresent();
      assertThat(answers).hasSize(asked);
    } else {
      assertThat(host.log).anyMatch(line -> line.contains("could not start"));
    }
  }

  private static Optional<Integer> anyone(FakeHost host, Random random) {
    List<Integer> ids = List.copyOf(host.processes.keySet());
    return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(random.nextInt(ids.size())));
  }
}
