package dev.outrigger.web.files;

import dev.outrigger.web.text.Percent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A page that lists a folder. */
final class Listing {
  private static final int MOST = 10_000;

  private record Row(String name, boolean folder) {}

  private Listing() {}

  /** The page; may block. */
  static String of(String title, Path folder, boolean hidden) throws IOException {
    List<Row> rows;
    try (Stream<Path> files = Files.list(folder)) {
      rows =
          files
              .limit(MOST)
              .map(Listing::row)
              .filter(row -> Names.areSound(row.name, hidden))
              .sorted(Comparator.comparing((Row row) -> !row.folder).thenComparing(Row::name))
              .toList();
    }
    var page = new StringBuilder(200 + rows.size() * 80);
    String heading = escaped(title);
    page.append("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>")
        .append(heading)
        .append("</title></head>\n<body><h1>")
        .append(heading)
        .append("</h1>\n<ul>\n");
    for (Row row : rows) {
      String end = row.folder ? "/" : "";
      page.append("<li><a href=\"./")
          .append(Percent.encode(row.name))
          .append(end)
          .append("\">")
          .append(escaped(row.name))
          .append(end)
          .append("</a></li>\n");
    }
    return page.append("</ul></body></html>\n").toString();
  }

  private static Row row(Path file) {
    return new Row(
        String.valueOf(file.getFileName()), Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
