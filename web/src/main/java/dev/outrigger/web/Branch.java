package dev.outrigger.web;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the tree of addresses that has middleware of its own: all of it, or what is mounted
 * under a prefix or a host.
 */
final class Branch {
  private final String host;
  private final String prefix;
  private final List<Branch> outer;
  private final List<Middleware> own = new ArrayList<>();

  private Branch(String host, String prefix, List<Branch> outer) {
    this.host = host;
    this.prefix = prefix;
    this.outer = outer;
  }

  static Branch root() {
    return new Branch("", "", List.of());
  }

  Branch at(String furtherPrefix) {
    return new Branch(host, prefix + furtherPrefix, List.of(this));
  }

  Branch on(String anyHost) {
    return new Branch(anyHost, prefix, List.of(this));
  }

  void use(Middleware middleware) {
    own.add(middleware);
  }

  /** Empty for any host. */
  String host() {
    return host;
  }

  String prefix() {
    return prefix;
  }

  /** A pattern of this branch as seen from the root. */
  String pattern(String path) {
    return prefix.isEmpty() ? path : path.equals("/") ? prefix : prefix + path;
  }

  /** All that stands around its routes, the outermost first. */
  List<Middleware> middleware() {
    var all = new ArrayList<Middleware>();
    outer.forEach(branch -> all.addAll(branch.middleware()));
    all.addAll(own);
    return all;
  }
}
