package dev.outrigger.bench.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All that was measured of one contender. */
final class Rounds {
  private final Contender contender;
  private final Map<Subject, List<Sample>> samples = new EnumMap<>(Subject.class);

  Rounds(Contender contender) {
    this.contender = contender;
  }

  Contender contender() {
    return contender;
  }

  void measure(Subject subject, int count) throws Exception {
    contender
        .measure(subject, count)
        .ifPresent(sample -> samples.computeIfAbsent(subject, _ -> new ArrayList<>()).add(sample));
  }

  boolean has(Subject subject) {
    return samples.containsKey(subject);
  }

  /** A line of the report: median, least and most of both figures. */
  String line(Subject subject) {
    return String.format(
        Locale.ROOT,
        "  %-20s %s   %s %s",
        contender.name(),
        spread(subject, Sample::figure),
        subject.isFresh() ? "ms to wake all" : "CPU",
        spread(subject, Sample::cost));
  }

  private String spread(Subject subject, ToDoubleFunction<Sample> figure) {
    double[] sorted =
        samples.getOrDefault(subject, List.of()).stream().mapToDouble(figure).toArray();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%10s  (%s to %s)",
        number(sorted[sorted.length / 2]),
        number(sorted[0]),
        number(sorted[sorted.length - 1]));
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value < 10 ? "%,.3f" : value < 100 ? "%,.1f" : "%,.0f", value);
  }
}
