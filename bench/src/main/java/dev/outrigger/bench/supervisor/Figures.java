package dev.outrigger.bench.supervisor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured of one contender, round by round. */
final class Figures {
  /** What is measured, in the order of the table. */
  enum Kind {
    COLD("first answer, cold, ms"),
    WARM("first answer, warm, ms"),
    SUPERVISOR("memory of the supervisor, MB"),
    PROCESS("memory of a server process, MB"),
    WHOLE("memory of all, MB"),
    RELOAD("reload, ms"),
    LONGEST("longest wait for an answer, ms"),
    ANSWERED("requests answered in a round"),
    AGAIN("of kept connections, asked again"),
    LOST("**lost**");

    final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  private final Map<Kind, List<Double>> values = new EnumMap<>(Kind.class);

  void add(Kind kind, double value) {
    values.computeIfAbsent(kind, _ -> new ArrayList<>()).add(value);
  }

  /** The median, and from which to which they range. */
  String cell(Kind kind) {
    List<Double> sorted = new ArrayList<>(values.getOrDefault(kind, List.of()));
    if (sorted.isEmpty()) {
      return "-";
    }
    Collections.sort(sorted);
    double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    return String.format(
        Locale.ROOT, "%,.0f (%,.0f to %,.0f)", median, sorted.getFirst(), sorted.getLast());
  }

  /** A table in Markdown, a column for each contender. */
  static String table(Map<String, Figures> contenders) {
    StringBuilder table = new StringBuilder("| |");
    contenders.keySet().forEach(name -> table.append(' ').append(name).append(" |"));
    table.append("\n|---|").append("---|".repeat(contenders.size())).append('\n');
    for (Kind kind : Kind.values()) {
      table.append("| ").append(kind.title).append(" |");
      contenders.values().forEach(one -> table.append(' ').append(one.cell(kind)).append(" |"));
      table.append('\n');
    }
    return table.toString();
  }
}
