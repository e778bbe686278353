package dev.outrigger.bench.runtime;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tasks of ours beside those of others, subject by subject. The contenders take turns within each
 * round, so that whatever else the machine does hits all of them.
 *
 * <p>Usage: {@code RuntimeSpeed ROUNDS SCALE [SUBJECT...] -- COMMAND... [-- COMMAND...]}, each
 * command one contender; scale 1 is a full round.
 */
public final class RuntimeSpeed {
  private static final int WARM_UP = 3;
  // Each takes half a minute, and hardly differs from the others.
  private static final int MOST_NIGHTS = 3;

  private RuntimeSpeed() {}

  /** Prints a report and writes nothing elsewhere. */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    double scale = Double.parseDouble(args[1]);
    List<List<String>> groups = split(List.of(args).subList(2, args.length));
    Set<Subject> subjects = EnumSet.noneOf(Subject.class);
    groups.getFirst().forEach(name -> subjects.add(Subject.valueOf(name)));
    measure(
        rounds,
        scale,
        subjects.isEmpty() ? Subject.all() : subjects,
        groups.subList(1, groups.size()),
        System.out);
  }

  private static List<List<String>> split(List<String> words) {
    List<List<String>> groups = new ArrayList<>();
    groups.add(new ArrayList<>());
    for (String word : words) {
      if (word.equals("--")) {
        groups.add(new ArrayList<>());
      } else {
        groups.getLast().add(word);
      }
    }
    return groups;
  }

  static void measure(
      int rounds, double scale, Set<Subject> subjects, List<List<String>> commands, PrintStream out)
      throws Exception {
    List<Rounds> all = new ArrayList<>();
    try {
      start(commands, all);
      for (Subject subject : subjects) {
        for (int i = 0; i < (subject.isFresh() ? 0 : WARM_UP); i++) {
          for (Rounds one : all) {
            var _ = one.contender().measure(subject, subject.count(scale));
          }
        }
        int counted = subject.isFresh() ? Math.min(rounds, MOST_NIGHTS) : rounds;
        for (int i = 0; i < counted; i++) {
          for (Rounds one : all) {
            one.measure(subject, subject.count(scale));
          }
        }
        print(subject, all, out);
      }
    } finally {
      all.forEach(one -> one.contender().close());
    }
  }

  private static void start(List<List<String>> commands, List<Rounds> all) throws IOException {
    for (List<String> command : commands) {
      Contender.start(command).ifPresent(started -> all.add(new Rounds(started)));
    }
  }

  private static void print(Subject subject, List<Rounds> all, PrintStream out) {
    out.printf(Locale.ROOT, "%s (target: %s)%n", subject.title(), subject.target());
    for (Rounds one : all) {
      if (one.has(subject)) {
        out.println(one.line(subject));
      }
    }
  }
}
