package dev.outrigger.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The rounds of one server at one kind of work. */
final class Samples {
  private final List<Sample> rounds = new ArrayList<>();

  /** This, with one round more. */
  Samples with(Sample sample) {
    rounds.add(sample);
    return this;
  }

  /** Whether the server can't do this work. */
  boolean isEmpty() {
    return rounds.isEmpty();
  }

  double median(ToDoubleFunction<Sample> figure) {
    return median(rounds.stream().mapToDouble(figure).toArray());
  }

  double least() {
    return rounds.stream().mapToDouble(Sample::cpu).min().orElseThrow();
  }

  double most() {
    return rounds.stream().mapToDouble(Sample::cpu).max().orElseThrow();
  }

  OptionalDouble bytes() {
    return rounds.stream().anyMatch(round -> round.bytes().isEmpty())
        ? OptionalDouble.empty()
        : OptionalDouble.of(median(round -> round.bytes().orElseThrow()));
  }

  /** How many times the other's CPU time, by the median of the rounds' own ratios. */
  double ratioTo(Samples other) {
    double[] ratios = new double[Math.min(rounds.size(), other.rounds.size())];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = rounds.get(i).cpu() / other.rounds.get(i).cpu();
    }
    return median(ratios);
  }

  private static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
