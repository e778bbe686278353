package dev.outrigger.web;

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

  Router<H> any() {
    return any;
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

  /** The router of the field Host of a request: its own, or that of all under a name, or any. */
  Router<H> of(String field) {
    if (named.isEmpty()) {
      return any;
    }
    String host = withoutPort(field).toLowerCase(Locale.ROOT);
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

  static String withoutPort(String field) {
    int colon = field.lastIndexOf(':');
    // An IPv6 address has colons too, inside of brackets.
    return colon < 0 || field.endsWith("]") ? field : field.substring(0, colon);
  }
}
