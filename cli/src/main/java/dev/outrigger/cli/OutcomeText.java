package dev.outrigger.cli;

import dev.outrigger.supervisor.control.Control.Outcome;
import dev.outrigger.supervisor.control.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What an arbiter has answered, for people and for machines. */
final class OutcomeText {
  private static final List<String> COLUMNS =
      List.of(
          "server",
          "slot",
          "generation",
          "stage",
          "pid",
          "requests",
          "running",
          "connections",
          "memory",
          "age",
          "leads");

  private OutcomeText() {}

  static String json(Outcome outcome) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("done", outcome.done());
    all.put("message", outcome.line());
    if (!outcome.rows().isEmpty()) {
      all.put("servers", outcome.rows().stream().map(OutcomeText::typed).toList());
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all)
        + System.lineSeparator();
  }

  private static Map<String, Object> typed(Row row) {
    Map<String, Object> values = new LinkedHashMap<>();
    row.values().forEach((name, text) -> values.put(name, typed(text)));
    return values;
  }

  private static Object typed(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      case String number when number.matches("-?[0-9]{1,18}") -> Long.parseLong(number);
      default -> text;
    };
  }

  static String table(Outcome outcome) {
    StringBuilder text = new StringBuilder();
    if (!outcome.rows().isEmpty()) {
      List<List<String>> lines = new ArrayList<>();
      lines.add(COLUMNS.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
      for (Row row : outcome.rows()) {
        lines.add(COLUMNS.stream().map(name -> cell(row, name)).toList());
      }
      lines.forEach(line -> text.append(padded(line, lines)).append(System.lineSeparator()));
    }
    return text.append(outcome.line()).append(System.lineSeparator()).toString();
  }

  private static String padded(List<String> line, List<List<String>> all) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.size(); i++) {
      int column = i;
      int width = all.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
      text.append(line.get(i)).append(" ".repeat(width + 2 - line.get(i).length()));
    }
    return text.toString().stripTrailing();
  }

  private static String cell(Row row, String name) {
    return switch (name) {
      case "memory" -> number(row, "resident") / (1 << 20) + " MB";
      case "age" -> age(number(row, "ageMillis") / 1000);
      case "leads" -> row.values().getOrDefault(name, "").equals("true") ? "yes" : "";
      default -> row.values().getOrDefault(name, "-");
    };
  }

  private static long number(Row row, String name) {
    return Long.parseLong(row.values().getOrDefault(name, "0"));
  }

  private static String age(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }
}
