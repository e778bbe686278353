package dev.outrigger.bench.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** All that was measured of one contender. */
final class Rounds {
  /** One round with what it cost, per task, in microseconds, and what others took meanwhile. */
  record Round(Sample sample, double cpuMicros, double othersCores) {}

  private final Contender contender;
  private final Map<Subject, List<Round>> rounds = new EnumMap<>(Subject.class);

  Rounds(Contender contender) {
    this.contender = contender;
  }

  Contender contender() {
    return contender;
  }

  void measure(Subject subject, int count) throws Exception {
    long start = System.nanoTime();
    double machine = ProcessTree.machineSeconds();
    double own = ProcessTree.cpuSeconds(contender.pid());
    Optional<Sample> sample = contender.measure(subject, count);
    double spent = ProcessTree.cpuSeconds(contender.pid()) - own;
    double others = ProcessTree.machineSeconds() - machine - spent;
    double seconds = (System.nanoTime() - start) / 1e9;
    sample.ifPresent(figures ->
        rounds
            .computeIfAbsent(subject, _ -> new ArrayList<>())
            .add(new Round(figures, spent * 1e6 / count, Math.max(0, others / seconds))));
  }

  boolean has(Subject subject) {
    return rounds.containsKey(subject);
  }

  double middle(Subject subject) {
    return median(subject, round -> round.sample().middle());
  }

  double tail(Subject subject) {
    return median(subject, round -> round.sample().tail());
  }

  double best(Subject subject) {
    double[] all = figures(subject, round -> round.sample().middle());
    Arrays.sort(all);
    return all[subject.lowerIsBetter() ? 0 : all.length - 1];
  }

  double cpuMicros(Subject subject) {
    return median(subject, Round::cpuMicros);
  }

  /** Cores that programs kept busy which are not measured. */
  double others(Subject subject) {
    return median(subject, Round::othersCores);
  }

  private double median(Subject subject, ToDoubleFunction<Round> figure) {
    return Sample.median(figures(subject, figure));
  }

  private double[] figures(Subject subject, ToDoubleFunction<Round> figure) {
    return rounds.getOrDefault(subject, List.of()).stream().mapToDouble(figure).toArray();
  }
}
