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
import java.util.Objects;
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

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();
  private final URI start;
  private final Duration pageLimit;
  private final Duration limit;
  private final Limiter connections = Limiter.of(8);
  private final Map<String, Set<String>> pagesByLink = new ConcurrentSkipListMap<>();
  private final Map<String, String> broken = new ConcurrentSkipListMap<>();

  private LinkChecker(URI start, String pageSeconds, String seconds) {
    if (start.getHost() == null) {
      throw new IllegalArgumentException(start + " names no host");
    }
    this.start = start.getPath().isEmpty() ? start.resolve("/") : start;
    this.pageLimit = Duration.ofSeconds(Long.parseLong(pageSeconds));
    this.limit = Duration.ofSeconds(Long.parseLong(seconds));
  }

  public static void main(String[] arguments) throws Exception {
    LinkChecker checker = parse(List.of(arguments));
    boolean all = Outrigger.run(_ -> checker.crawl());
    System.exit(checker.report(all));
  }

  private static LinkChecker parse(List<String> words) {
    try {
      URI start = URI.create(words.get(0));
      return new LinkChecker(
          start, words.size() > 1 ? words.get(1) : "10", words.size() > 2 ? words.get(2) : "300");
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      System.err.println("usage: LinkChecker URL [SECONDS-FOR-A-PAGE [SECONDS-FOR-ALL]]");
      System.exit(2);
      throw e;
    }
  }

  /** Tells whether there was time for all. */
  private boolean crawl() throws Exception {
    try {
      return Scope.timeout(
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
          .run(() -> Scope.timeout(pageLimit, () -> linksOf(address)))
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
    return !isOurs(page)
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

  private boolean isOurs(URI page) {
    return Objects.equals(start.getAuthority(), page.getAuthority());
  }

  private boolean isOurs(String link) {
    try {
      return isOurs(URI.create(link));
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
