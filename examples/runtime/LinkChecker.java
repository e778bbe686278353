import dev.outrigger.runtime.Outrigger;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.sync.Limiter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Finds the broken links of a site: visits its pages from one on, each once and eight at a time,
 * and tells which links lead nowhere and on which pages they are. Other hosts are left alone.
 *
 * <pre>
 *   ./outrigger run examples/runtime/LinkChecker.java http://localhost:8000/
 * </pre>
 *
 * <p>Each page is a task; the client is the JDK's own, which blocks the task but not the loop. A
 * page has 10 seconds and the whole has 5 minutes, if no other numbers are given. The exit status
 * is 0 if all links are good, 1 if one is broken, 3 if there was no time to see all.
 */
public final class LinkChecker {
  private static final Pattern LINK =
      Pattern.compile("<a\\s[^>]*?href\\s*=\\s*[\"']([^\"'#]+)", Pattern.CASE_INSENSITIVE);

  private final HttpClient client;
  private final String host;
  private final Duration pageLimit;
  private final Limiter connections = Limiter.of(8);
  private final Map<String, Set<String>> pagesByLink = new ConcurrentSkipListMap<>();
  private final Map<String, String> broken = new ConcurrentSkipListMap<>();

  private LinkChecker(HttpClient client, String host, Duration pageLimit) {
    this.client = client;
    this.host = host;
    this.pageLimit = pageLimit;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 1 || arguments.length > 3 || !arguments[0].matches("https?://.+")) {
      System.err.println("usage: LinkChecker URL [SECONDS-FOR-A-PAGE [SECONDS-FOR-ALL]]");
      System.exit(2);
    }
    URI given = URI.create(arguments[0]);
    URI start = given.getPath().isEmpty() ? given.resolve("/") : given;
    Duration pageLimit = seconds(arguments.length > 1 ? arguments[1] : "10");
    Duration limit = seconds(arguments.length > 2 ? arguments[2] : "300");
    try (HttpClient client = HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build()) {
      LinkChecker checker = new LinkChecker(client, start.getAuthority(), pageLimit);
      boolean all = Outrigger.run(_ -> checker.crawl(start, limit));
      System.exit(checker.report(all));
    }
  }

  private static Duration seconds(String number) {
    return Duration.ofMillis((long) (Double.parseDouble(number) * 1000));
  }

  /** Tells whether there was time for all. */
  private boolean crawl(URI start, Duration limit) throws Exception {
    try {
      return Scope.within(
          limit,
          () ->
              TaskGroup.run(group -> {
                found(start.toString(), "the command line", group);
                return true;
              }));
    } catch (TimeoutException e) {
      return false;
    }
  }

  private void found(String link, String page, TaskGroup group) {
    Set<String> first = new ConcurrentSkipListSet<>(List.of(page));
    Set<String> known = pagesByLink.putIfAbsent(link, first);
    if (known == null) {
      group.spawn(link, () -> visit(link, group));
    } else {
      known.add(page);
    }
  }

  private boolean visit(String link, TaskGroup group) throws Exception {
    try {
      URI address = URI.create(link);
      connections
          .run(() -> Scope.within(pageLimit, () -> linksOf(address)))
          .forEach(next -> found(next, link, group));
    } catch (IOException | TimeoutException | IllegalArgumentException e) {
      broken.put(link, e.getMessage() == null ? e.toString() : e.getMessage());
    }
    return true;
  }

  /** Those to the same host; none, if this is no page or was moved to another host. */
  private List<String> linksOf(URI address) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(address).build(),
            head ->
                head.headers().firstValue("Content-Type").orElse("").startsWith("text/html")
                    ? BodySubscribers.ofString(StandardCharsets.UTF_8)
                    : BodySubscribers.replacing(""));
    if (response.statusCode() >= 400) {
      throw new IOException("status " + response.statusCode());
    }
    URI page = response.uri();
    return !host.equals(page.getAuthority())
        ? List.of()
        : LINK.matcher(response.body())
            .results()
            .map(match -> absolute(page, match.group(1).strip().replace("&amp;", "&")))
            .filter(this::isOurs)
            .toList();
  }

  /** What can't be a link stays as it is, and turns out to be broken. */
  private static String absolute(URI page, String link) {
    try {
      return page.resolve(link).toString();
    } catch (IllegalArgumentException e) {
      return link;
    }
  }

  private boolean isOurs(String link) {
    try {
      return host.equals(URI.create(link).getAuthority());
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  private int report(boolean all) {
    broken.forEach((link, reason) ->
        pagesByLink
            .getOrDefault(link, Set.of())
            .forEach(page -> System.out.println(page + ": " + link + " is broken: " + reason)));
    System.out.println(pagesByLink.size() + " links, " + broken.size() + " broken");
    if (!all) {
      System.out.println("the time was up before all had been seen");
    }
    return all ? Math.min(broken.size(), 1) : 3;
  }
}
