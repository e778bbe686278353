package dev.outrigger.web.development;

import dev.outrigger.http.Headers;
import dev.outrigger.web.Problem;
import dev.outrigger.web.forms.FormData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was asked, without what tells who asked. */
final class RequestSection {
  private static final int LONGEST = 1000;
  private static final int MOST = 100;
  // Pages are shown to colleagues and pasted into reports.
  private static final List<String> SECRET =
      List.of(
          "authorization", "cookie", "token", "secret", "password", "passwd", "api-key", "apikey");

  private RequestSection() {}

  static void write(Asked asked, Markup page) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("Method", asked.http().method());
    facts.put("Path", asked.http().path());
    facts.putAll(asked.route());
    page.tags("<section>")
        .table("Request", facts, LONGEST)
        .table("Path parameters", asked.parameters(), LONGEST)
        .table("Query", query(asked.http().query()), LONGEST)
        .table("Header fields", fields(asked.http().headers()), LONGEST)
        .tags("</section>");
  }

  private static Map<String, String> query(String raw) {
    var values = new LinkedHashMap<String, String>();
    try {
      FormData.ofQuery(raw)
          .asMap()
          .forEach((name, all) -> put(values, name, String.join(", ", all)));
    } catch (Problem malformed) {
      values.put("", malformed.detail());
    }
    return values;
  }

  private static Map<String, String> fields(Headers headers) {
    var values = new LinkedHashMap<String, String>();
    for (String name : headers.names()) {
      put(values, name, String.join(", ", headers.all(name)));
    }
    return values;
  }

  private static void put(Map<String, String> values, String name, String value) {
    if (values.size() < MOST) {
      String small = name.toLowerCase(Locale.ROOT);
      values.put(name, SECRET.stream().anyMatch(small::contains) ? "(hidden)" : value);
    }
  }
}
