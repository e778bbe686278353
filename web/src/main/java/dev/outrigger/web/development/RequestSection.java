package dev.outrigger.web.development;

import dev.outrigger.http.Headers;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.RouteInfo;
import dev.outrigger.web.routing.PathTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What was asked, without what tells who asked. */
final class RequestSection {
  private static final int LONGEST = 1000;
  private static final int MOST = 100;
  // Pages are shown to colleagues and pasted into reports.
  private static final List<String> SECRET =
      List.of(
          "authorization", "cookie", "token", "secret", "password", "passwd", "api-key", "apikey");

  private RequestSection() {}

  static void write(Request request, Markup page) {
    var facts = new LinkedHashMap<String, String>();
    facts.put("Method", request.method());
    facts.put("Path", request.path());
    Optional<RouteInfo> route = request.route();
    facts.put("Route", route.map(RouteInfo::toString).orElse("none"));
    route.flatMap(RouteInfo::name).ifPresent(name -> facts.put("Name", name));
    page.tags("<section>")
        .table("Request", facts, LONGEST)
        .table("Path parameters", parameters(request, route), LONGEST)
        .table("Query", query(request), LONGEST)
        .table("Header fields", fields(request.headers()), LONGEST)
        .tags("</section>");
  }

  private static Map<String, String> parameters(Request request, Optional<RouteInfo> route) {
    var values = new LinkedHashMap<String, String>();
    if (route.isPresent()) {
      for (String name : PathTemplate.of(route.get().pattern()).names()) {
        values.put(name, request.path(name));
      }
    }
    return values;
  }

  private static Map<String, String> query(Request request) {
    var values = new LinkedHashMap<String, String>();
    try {
      for (String name : request.queryNames()) {
        put(values, name, String.join(", ", request.queries(name)));
      }
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
