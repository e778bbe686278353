package dev.outrigger.web.codings;

import dev.outrigger.web.headers.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Which codings there are, and what for. */
public final class Codings {
  /** Below this, a shorter body saves no packet. */
  public static final int MINIMUM = 1024;

  // Only of types whose content is mostly not compressed by itself.
  private static final Set<String> COMPRESSIBLE =
      Set.of(
          "application/javascript",
          "application/json",
          "application/manifest+json",
          "application/rtf",
          "application/sql",
          "application/toml",
          "application/wasm",
          "application/x-ndjson",
          "application/xml",
          "application/yaml",
          "font/otf",
          "font/ttf",
          "image/bmp",
          "image/svg+xml",
          "image/vnd.microsoft.icon",
          "image/x-icon",
          "model/gltf-binary");

  private static final List<Coding> AVAILABLE = available();

  private Codings() {}

  private static List<Coding> available() {
    List<Coding> found = new ArrayList<>();
    // Not as method references: those would load the classes here, outside of the catch.
    add(found, () -> Zstd.find());
    add(found, () -> Brotli.find());
    found.add(new Gzip());
    // The first use of a native library takes a good part of a second: no loop shall wait for that.
    Thread _ = Thread.ofPlatform().daemon().name("codings-warm-up").start(() -> warmUp(found));
    return List.copyOf(found);
  }

  private static void warmUp(List<Coding> codings) {
    for (Coding coding : codings) {
      try (OutputStream stream = coding.stream(OutputStream.nullOutputStream())) {
        stream.write(coding.encode(new byte[MINIMUM]));
        stream.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void add(List<Coding> found, Supplier<Optional<Coding>> search) {
    try {
      search.get().ifPresent(found::add);
    } catch (LinkageError e) {
      // The library is optional, and not there or not for this machine.
      return;
    }
  }

  /** All that work here, the one that costs least for what it saves first. */
  public static List<Coding> all() {
    return AVAILABLE;
  }

  /** Whether content of this type mostly becomes much shorter. */
  public static boolean isWorthwhile(MediaType type) {
    return type.type().equals("text")
        || type.subtype().endsWith("+json")
        || type.subtype().endsWith("+xml")
        || COMPRESSIBLE.contains(type.type() + "/" + type.subtype());
  }
}
