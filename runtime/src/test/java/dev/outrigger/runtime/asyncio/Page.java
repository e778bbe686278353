package dev.outrigger.runtime.asyncio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The tables of a page in docs. */
final class Page {
  static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern BETWEEN_CELLS = Pattern.compile("(?<!\\\\)\\|");

  private Page() {}

  /**
   * A row of a table.
   *
   * @param line its number in the file, from one
   */
  record Row(int line, List<String> cells) {
    String cell(int number) {
      return cells.get(number);
    }

    /** What is set as code in a cell. */
    List<String> code(int number) {
      return CODE.matcher(cell(number)).results().map(Page::source).toList();
    }
  }

  private static String source(MatchResult code) {
    return code.group(1).replace("\\|", "|");
  }

  /** All rows but the headings. */
  static List<Row> rows(Path page) throws IOException {
    List<String> lines = Files.readAllLines(page);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      boolean inTable = lines.get(i).startsWith("|") && !lines.get(i).startsWith("|--");
      boolean heading = i + 1 < lines.size() && lines.get(i + 1).startsWith("|--");
      if (inTable && !heading) {
        List<String> cells = BETWEEN_CELLS.splitAsStream(lines.get(i)).map(String::strip).toList();
        rows.add(new Row(i + 1, cells.subList(1, cells.size())));
      }
    }
    return rows;
  }
}
