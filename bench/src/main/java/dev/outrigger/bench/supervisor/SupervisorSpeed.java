package dev.outrigger.bench.supervisor;

import dev.outrigger.bench.supervisor.Figures.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Supervisors side by side, in turn within each round: a cold start, a warm one, memory when idle,
 * and reloads under load.
 *
 * <p>Usage: {@code SupervisorSpeed ROUNDS RELOADS -- NAME PROGRAM COMMAND... [-- NAME ...]}.
 */
public final class SupervisorSpeed {
  private static final int REQUESTS_BEFORE_IDLE = 1000;
  private static final int SETTLING_MILLIS = 2000;
  private static final int PREPARING_MILLIS = 20_000;

  private SupervisorSpeed() {}

  /** Prints a table, and what the losses were. */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    int reloads = Integer.parseInt(args[1]);
    List<Contender> contenders = contenders(List.of(args).subList(2, args.length));
    Map<String, Figures> figures = new LinkedHashMap<>();
    contenders.forEach(one -> figures.put(one.name(), new Figures()));
    Map<String, Map<String, Integer>> losses = new LinkedHashMap<>();
    for (int i = 0; i < rounds; i++) {
      for (Contender one : contenders) {
        Map<String, Integer> lost =
            round(one, reloads, figures.getOrDefault(one.name(), new Figures()));
        Map<String, Integer> all = losses.computeIfAbsent(one.name(), _ -> new LinkedHashMap<>());
        lost.forEach((what, count) -> all.merge(what, count, Integer::sum));
      }
    }
    System.out.println();
    System.out.print(Figures.table(figures));
    losses.forEach((name, lost) ->
        lost.forEach((what, count) -> System.out.printf("%s lost %d: %s%n", name, count, what)));
  }

  private static List<Contender> contenders(List<String> words) {
    List<List<String>> groups = new ArrayList<>();
    for (String word : words) {
      if (word.equals("--")) {
        groups.add(new ArrayList<>());
      } else {
        groups.getLast().add(word);
      }
    }
    return groups.stream()
        .map(group ->
            new Contender(group.get(0), Path.of(group.get(1)), group.subList(2, group.size())))
        .toList();
  }

  private static Map<String, Integer> round(Contender one, int reloads, Figures figures)
      throws Exception {
    Path folder = Files.createTempDirectory("outrigger-bench-supervisor");
    try {
      one.prepare(folder);
      try (Service _ = started(one, folder, figures, Kind.COLD)) {
        // What it makes aside, and leaves behind when it ends in order, the warm start finds.
        Service.pause(PREPARING_MILLIS);
      }
      try (Service service = started(one, folder, figures, Kind.WARM)) {
        weigh(service, figures);
        return reloads(service, reloads, figures);
      }
    } finally {
      delete(folder);
    }
  }

  private static Service started(Contender one, Path folder, Figures figures, Kind kind)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Service service = one.start(folder);
    boolean answers = false;
    try {
      service.awaitAnswer();
      figures.add(kind, (System.nanoTime() - begun) / 1e6);
      answers = true;
      return service;
    } finally {
      if (!answers) {
        service.close();
      }
    }
  }

  private static void weigh(Service service, Figures figures) throws IOException {
    for (int i = 0; i < REQUESTS_BEFORE_IDLE; i++) {
      try (Asking asking = Asking.connect(service.port())) {
        var _ = asking.ask(false);
      }
    }
    Service.pause(SETTLING_MILLIS);
    double supervisor = service.supervisorMegabytes();
    List<Double> processes = service.processMegabytes();
    double all = processes.stream().mapToDouble(Double::doubleValue).sum();
    figures.add(Kind.SUPERVISOR, supervisor);
    figures.add(Kind.PROCESS, all / Math.max(1, processes.size()));
    figures.add(Kind.WHOLE, supervisor + all);
  }

  private static Map<String, Integer> reloads(Service service, int reloads, Figures figures)
      throws IOException, InterruptedException {
    try (Crowd crowd = Crowd.at(service.port())) {
      for (int i = 0; i < reloads; i++) {
        // The next one begins among clients that are in the middle of what they do.
        Service.pause(500);
        figures.add(Kind.RELOAD, service.reload().toNanos() / 1e6);
      }
      Service.pause(500);
      crowd.end();
      figures.add(Kind.LONGEST, crowd.longestMillis());
      figures.add(Kind.ANSWERED, (double) crowd.answered());
      figures.add(Kind.AGAIN, (double) crowd.askedAgain());
      figures.add(Kind.LOST, (double) crowd.lost());
      return crowd.losses();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        boolean _ = Files.deleteIfExists(each);
      }
    }
  }
}
