package dev.outrigger.web.cors;

import dev.outrigger.web.headers.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Origins that may read: any, exact ones, and all below a host.
 *
 * @param any whether no other counts
 * @param exact as browsers write them
 * @param below each stands for all hosts below its own
 */
record AllowedOrigins(boolean any, Set<String> exact, List<Origin> below) {

  static AllowedOrigins of(List<String> written) {
    boolean any = written.contains("*");
    if (any && written.size() > 1) {
      throw new IllegalArgumentException(
          "\"*\" stands for any origin already; leave out the others of " + written);
    }
    Set<String> exact = new HashSet<>();
    List<Origin> below = new ArrayList<>();
    for (String each : any ? List.<String>of() : written) {
      int wild = each.indexOf("://*.");
      if (wild > 0) {
        below.add(parse(each, each.substring(0, wild + 3) + each.substring(wild + 5)));
      } else {
        exact.add(parse(each, each).toString());
      }
    }
    below.forEach(AllowedOrigins::requireNarrow);
    return new AllowedOrigins(any, Set.copyOf(exact), List.copyOf(below));
  }

  private static Origin parse(String written, String origin) {
    Optional<Origin> parsed = Origin.parse(origin);
    if (parsed.isEmpty()) {
      throw new IllegalArgumentException(
          "\""
              + written
              + "\" is no origin: write https://app.example or https://*.example.com, without a"
              + " path or a slash at the end, other letters than ASCII in punycode; \"*\" stands"
              + " for any"
              + (written.equals("null") ? ", and null has a method of its own, nullOrigin()" : ""));
    }
    return parsed.get();
  }

  private static void requireNarrow(Origin parent) {
    if (parent.host().indexOf('.') < 0) {
      throw new IllegalArgumentException(
          "\"*."
              + parent.host()
              + "\" would let in the hosts of strangers; name the part of the domain that is yours,"
              + " as https://*.example.com");
    }
  }

  boolean contain(String origin) {
    return any
        || exact.contains(origin)
        || (!below.isEmpty() && Origin.parse(origin).filter(this::isBelow).isPresent());
  }

  private boolean isBelow(Origin origin) {
    for (Origin parent : below) {
      if (origin.scheme().equals(parent.scheme())
          && origin.port() == parent.port()
          && origin.host().endsWith("." + parent.host())) {
        return true;
      }
    }
    return false;
  }
}
