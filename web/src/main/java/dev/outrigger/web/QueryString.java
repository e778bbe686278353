package dev.outrigger.web;

import dev.outrigger.web.routing.Percent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters behind the {@code ?} of a target, decoded. */
record QueryString(Map<String, List<String>> values) {

  static QueryString parse(String raw) {
    var values = new LinkedHashMap<String, List<String>>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
      }
    }
    return new QueryString(values);
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  private static String decode(String text) {
    try {
      return Percent.decodeForm(text);
    } catch (Percent.BadEscape e) {
      throw Problem.badRequest("The query " + e.getMessage());
    }
  }
}
