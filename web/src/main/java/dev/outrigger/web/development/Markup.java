package dev.outrigger.web.development;

import java.util.Map;

/**
 * HTML that is being written. Tags are ours; whatever else gets in is text, and is escaped here and
 * nowhere else.
 */
final class Markup {
  private final StringBuilder html = new StringBuilder(16 * 1024);

  /** Tags as they stand in our source. */
  Markup tags(String tags) {
    html.append(tags);
    return this;
  }

  /** Text of whatever origin, cut if it is endless. */
  Markup text(String text, int longest) {
    int end = Math.min(text.length(), longest);
    for (int i = 0; i < end; i++) {
      escape(text.charAt(i));
    }
    if (end < text.length()) {
      html.append('…');
    }
    return this;
  }

  private void escape(char c) {
    switch (c) {
      case '&' -> html.append("&amp;");
      case '<' -> html.append("&lt;");
      case '>' -> html.append("&gt;");
      case '"' -> html.append("&quot;");
      case '\'' -> html.append("&#39;");
      case '\n', '\t' -> html.append(c);
      default -> html.append(isShowable(c) ? c : '�');
    }
  }

  // Marks that turn the direction of text would show source in another order than it runs.
  private static boolean isShowable(char c) {
    return !Character.isISOControl(c)
        && Character.getType(c) != Character.FORMAT
        && (c < '\ufff0' || c == '�');
  }

  /** A table of names and values under a heading; nothing if there are none. */
  Markup table(String heading, Map<String, String> rows, int longest) {
    if (rows.isEmpty()) {
      return this;
    }
    tags("<h3>").text(heading, longest).tags("</h3><table>");
    rows.forEach((name, value) ->
        tags("<tr><th>")
            .text(name, longest)
            .tags("</th><td>")
            .text(value, longest)
            .tags("</td></tr>"));
    return tags("</table>");
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
