package dev.outrigger.bench.pool;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The figures of all contenders beside the targets: medians of the rounds, with the best round of
 * ours, the CPU time of one task, and how many cores were busy with other programs meanwhile.
 */
record Table(List<Rounds> contenders, Collection<Subject> subjects) {
  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-46s %11s %26s %12s %7s %7s",
        "median of the rounds",
        "target",
        contenders.getFirst().contender().name() + " p50 / p99",
        "best round",
        "CPU us",
        "others");
    for (Rounds other : contenders.subList(1, contenders.size())) {
      out.printf(Locale.ROOT, " | %23s %7s", other.contender().name(), "CPU us");
    }
    out.println();
    for (Subject subject : subjects) {
      Rounds ours = contenders.getFirst();
      out.printf(
          Locale.ROOT,
          "%-46s %11s %26s %12s %7s %7.2f",
          subject.title(),
          subject.target(),
          figures(ours, subject),
          number(ours.best(subject)),
          cpu(ours, subject),
          ours.others(subject));
      for (Rounds other : contenders.subList(1, contenders.size())) {
        out.printf(Locale.ROOT, " | %23s %7s", figures(other, subject), cpu(other, subject));
      }
      out.println();
    }
    out.println(
        "CPU us: of parent and workers, for each task or item. others: cores that were busy with"
            + " other programs meanwhile.");
  }

  private static String figures(Rounds one, Subject subject) {
    if (!one.has(subject)) {
      return "-";
    }
    String middle = number(one.middle(subject));
    return subject.hasTail() ? middle + " / " + number(one.tail(subject)) : middle;
  }

  private static String cpu(Rounds one, Subject subject) {
    return subject.hasCpu() && one.has(subject) ? number(one.cpuMicros(subject)) : "";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%,.2f" : "%,.0f", value);
  }
}
