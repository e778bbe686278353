package dev.outrigger.web.codings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Which codings can be read here. */
public final class Decodings {
  private static final List<Decoding> AVAILABLE = available();

  private Decodings() {}

  private static List<Decoding> available() {
    List<Decoding> found = new ArrayList<>();
    found.add(new GzipDecoding());
    found.add(new DeflateDecoding());
    // Not as method references: those would load the classes here, outside of the catch.
    add(found, () -> BrotliDecoding.find());
    add(found, () -> ZstdDecoding.find());
    return List.copyOf(found);
  }

  private static void add(List<Decoding> found, Supplier<Optional<Decoding>> search) {
    try {
      search.get().ifPresent(found::add);
    } catch (LinkageError e) {
      // The library is optional, and not there or not for this machine.
      return;
    }
  }

  /** All that work here. */
  public static List<Decoding> all() {
    return AVAILABLE;
  }

  /** The one of this name, in any case. */
  public static Optional<Decoding> find(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    // RFC 9110, 8.4.1.3: an old name for the same.
    String usual = small.equals("x-gzip") ? "gzip" : small;
    return AVAILABLE.stream().filter(one -> one.name().equals(usual)).findFirst();
  }
}
