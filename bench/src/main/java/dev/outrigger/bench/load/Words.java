package dev.outrigger.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the command line asks for: {@code ROUNDS SCALE [WORD...] -- NAME COMMAND... [-- NAME
 * COMMAND...]}. A word is a kind of work or the name of a server; none of a sort means all of it.
 *
 * @param rounds that are measured
 * @param scale 1 for rounds of full length
 * @param works in the order of their enum
 * @param commands that start the servers
 */
public record Words<W extends Exercise>(
    int rounds, double scale, Set<W> works, List<List<String>> commands) {

  /**
   * Understands them.
   *
   * @param all the kinds of work that there are
   * @throws IllegalArgumentException if a word is neither work nor a server
   */
  public static <W extends Exercise> Words<W> parse(List<String> words, W[] all) {
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
    Set<String> wanted = new LinkedHashSet<>();
    List<String> chosen = new ArrayList<>();
    for (String word : groups.getFirst()) {
      if (servers.stream().anyMatch(server -> server.getFirst().equals(word))) {
        chosen.add(word);
      } else {
        wanted.add(work(word, all, servers).name());
      }
    }
    Set<W> works = new LinkedHashSet<>(List.of(all));
    works.removeIf(work -> !wanted.isEmpty() && !wanted.contains(work.name()));
    return new Words<>(
        Integer.parseInt(words.get(0)),
        Double.parseDouble(words.get(1)),
        works,
        servers.stream()
            .filter(server -> chosen.isEmpty() || chosen.contains(server.getFirst()))
            .map(server -> server.subList(1, server.size()))
            .toList());
  }

  private static <W extends Exercise> W work(String word, W[] all, List<List<String>> servers) {
    return Arrays.stream(all)
        .filter(work -> work.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is neither work nor a server named '"
                    + word
                    + "'; work: "
                    + Arrays.stream(all)
                        .map(Exercise::name)
                        .toList()
                        .toString()
                        .toLowerCase(Locale.ROOT)
                    + ", servers: "
                    + servers.stream().map(List::getFirst).toList()));
  }
}
