package dev.outrigger.web;

import dev.outrigger.web.routing.Lookup;
import dev.outrigger.web.routing.Router;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A router for each host that has routes of its own, and one for any.
 *
 * @param <H> what a route leads to
 */
final class Hosts<H> {
  private static final int LONGEST = 255;

  private final Router<H> any;
  private final Map<String, Router<H>> named;

  private Hosts(Router<H> any, Map<String, Router<H>> named) {
    this.any = any;
    this.named = named;
  }

  Hosts() {
    this(new Router<>(), new HashMap<>());
  }

  /** Whether all hosts have the same routes. */
  boolean isOne() {
    return named.isEmpty();
  }

  /** The routers of all hosts, that for any first. */
  List<Router<H>> all() {
    var routers = new ArrayList<Router<H>>();
    routers.add(any);
    routers.addAll(named.values());
    return routers;
  }

  /** The router to declare routes of this host at; empty for any. */
  Router<H> declaring(String host) {
    return host.isEmpty() ? any : named.computeIfAbsent(host, _ -> new Router<>());
  }

  /**
   * Looks among the routes of a host, and among those for any where it has none for the path.
   *
   * @param host in small letters, without a port
   */
  Lookup<H> find(String host, String method, String path) {
    Router<H> own = of(host);
    Lookup<H> found = own.find(method, path);
    return found instanceof Lookup.NoSuchPath<H> && own != any ? any.find(method, path) : found;
  }

  /** Its own router, or that of all below a name, or that for any. */
  private Router<H> of(String host) {
    // To look for what it lies below costs the square of its length, and no name is that long.
    if (named.isEmpty() || host.length() > LONGEST) {
      return any;
    }
    Router<H> own = named.get(host);
    for (int dot = host.indexOf('.'); own == null && dot >= 0; dot = host.indexOf('.', dot + 1)) {
      own = named.get("*" + host.substring(dot));
    }
    return own == null ? any : own;
  }

  <G> Hosts<G> mapped(Function<? super H, ? extends G> change) {
    var changed = new HashMap<String, Router<G>>();
    named.forEach((host, router) -> changed.put(host, router.mapped(change)));
    return new Hosts<>(any.mapped(change), changed);
  }

  /** The host that a field Host names: in small letters, without the port. */
  static String nameIn(String field) {
    int colon = field.lastIndexOf(':');
    // An IPv6 address has colons too, inside of brackets.
    String host = colon < 0 || field.endsWith("]") ? field : field.substring(0, colon);
    return host.toLowerCase(Locale.ROOT);
  }
}
