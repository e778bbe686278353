package dev.outrigger.bench.http;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the command line asks for: {@code ROUNDS SCALE [WORD...] -- NAME COMMAND... [-- NAME
 * COMMAND...]}. A word is a kind of work or the name of a server; none of a sort means all of it.
 */
record Words(int rounds, double scale, Set<Work> works, List<List<String>> commands) {
  static Words parse(List<String> words) {
    List<List<String>> groups = new ArrayList<>();
    groups.add(new ArrayList<>());
    for (String word : words.subList(2, words.size())) {
      if (word.equals("--")) {
        groups.add(new ArrayList<>());
      } else {
        groups.getLast().add(word);
      }
    }
    List<List<String>> servers = groups.subList(1, groups.size());
    Set<Work> works = EnumSet.noneOf(Work.class);
    List<String> chosen = new ArrayList<>();
    for (String word : groups.getFirst()) {
      if (servers.stream().anyMatch(server -> server.getFirst().equals(word))) {
        chosen.add(word);
      } else {
        works.add(work(word, servers));
      }
    }
    return new Words(
        Integer.parseInt(words.get(0)),
        Double.parseDouble(words.get(1)),
        works.isEmpty() ? Work.all() : works,
        servers.stream()
            .filter(server -> chosen.isEmpty() || chosen.contains(server.getFirst()))
            .map(server -> server.subList(1, server.size()))
            .toList());
  }

  private static Work work(String word, List<List<String>> servers) {
    for (Work work : Work.values()) {
      if (work.name().equalsIgnoreCase(word)) {
        return work;
      }
    }
    throw new IllegalArgumentException(
        "there is neither work nor a server named '"
            + word
            + "'; work: "
            + Work.all().toString().toLowerCase(Locale.ROOT)
            + ", servers: "
            + servers.stream().map(List::getFirst).toList());
  }
}
