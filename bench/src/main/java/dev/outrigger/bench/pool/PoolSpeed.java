package dev.outrigger.bench.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The pool beside Python's, subject by subject. The contenders take turns within each round, so
 * that whatever else the machine does hits all of them.
 *
 * <p>Usage: {@code PoolSpeed ROUNDS SCALE PYTHON SCRIPT [SUBJECT...]}; scale 1 is a full round, and
 * an interpreter named {@code none} leaves Python's pools out.
 */
public final class PoolSpeed {
  private static final int WARM_UP = 2;

  /** Held, or its level would be lost with it. */
  private static final Logger QUIET = Logger.getLogger("dev.outrigger.pool");

  private PoolSpeed() {}

  /** Prints a table and writes nothing elsewhere. */
  public static void main(String[] args) throws Exception {
    if (!Files.exists(Path.of("/proc/self/status"))) {
      System.err.println("this benchmark reads /proc, which only Linux has");
      System.exit(2);
    }
    // It tells of each worker that is killed here.
    QUIET.setLevel(Level.SEVERE);
    int rounds = Integer.parseInt(args[0]);
    double scale = Double.parseDouble(args[1]);
    Set<Subject> subjects = EnumSet.noneOf(Subject.class);
    List.of(args).subList(4, args.length).forEach(name -> subjects.add(Subject.valueOf(name)));
    measure(
        rounds,
        scale,
        args[2],
        Path.of(args[3]),
        subjects.isEmpty() ? EnumSet.allOf(Subject.class) : subjects);
  }

  private static void measure(
      int rounds, double scale, String python, Path script, Set<Subject> subjects)
      throws Exception {
    List<Rounds> all = new ArrayList<>();
    try {
      all.add(new Rounds(new OutriggerPool()));
      all.add(new Rounds(new BareSocket()));
      if (!python.equals("none")) {
        addPython(python, script, all);
      }
      for (Rounds one : all) {
        warmUp(one.contender(), scale, subjects);
      }
      for (int round = 0; round < rounds; round++) {
        for (Subject subject : subjects) {
          for (Rounds one : all) {
            one.measure(subject, subject.count(scale));
          }
        }
      }
    } finally {
      all.forEach(one -> one.contender().close());
    }
    new Table(all, subjects).print(System.out);
  }

  private static void addPython(String python, Path script, List<Rounds> all) throws IOException {
    for (String kind : List.of("executor", "multiprocessing", "joblib")) {
      Optional<PythonPool> pool = PythonPool.start(python, script, kind);
      pool.ifPresent(started -> all.add(new Rounds(started)));
    }
  }

  /** A fresh JVM compiles, and the first worker makes the start-up archive. */
  private static void warmUp(Contender contender, double scale, Set<Subject> subjects)
      throws Exception {
    for (Subject subject : subjects) {
      for (int i = 0; i < (subject == Subject.IDLE ? 1 : WARM_UP); i++) {
        var _ = contender.measure(subject, subject.count(scale));
      }
    }
  }
}
