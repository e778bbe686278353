package dev.outrigger.web.files;

import dev.outrigger.web.headers.CacheControl;
import dev.outrigger.web.headers.EntityTag;
import dev.outrigger.web.headers.MediaType;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what a path leads to. It may block: it runs beside the loop. */
final class Search {
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).publicly().immutable();
  private static final int TRIES = 3;

  // By the ends of their names.
  private static final Map<String, String> CODINGS = codings();

  private final Tree tree;
  private final StaticOptions options;

  /** What a path leads to. */
  sealed interface Found {
    /** A file. */
    record AFile(Kept kept) implements Found {}

    /** A folder without the slash that relative links in its page need. */
    record Unslashed() implements Found {}

    /** A folder to be listed. */
    record Listed(Path folder) implements Found {}

    /** Nothing. */
    record Nothing() implements Found {}
  }

  Search(Tree tree, StaticOptions options) {
    this.tree = tree;
    this.options = options;
  }

  private static Map<String, String> codings() {
    var codings = new LinkedHashMap<String, String>();
    codings.put(".br", "br");
    codings.put(".zst", "zstd");
    codings.put(".gz", "gzip");
    return codings;
  }

  /**
   * @param path of sound {@link Names}
   * @param known what it led to before, which is given again if it still does
   */
  Found find(String path, Optional<Kept> known) throws IOException {
    if (path.isEmpty() || path.endsWith("/")) {
      return folder(path, known);
    }
    Optional<Tree.Item> item = tree.find(path);
    if (item.isPresent() && item.get() instanceof Tree.Item.Leaf leaf) {
      return new Found.AFile(kept(path, leaf, known));
    }
    return switch (folder(path + "/", Optional.empty())) {
      case Found.Nothing nothing -> nothing;
      default -> new Found.Unslashed();
    };
  }

  private Found folder(String path, Optional<Kept> known) throws IOException {
    for (String name : options.index()) {
      Optional<Tree.Item> item = tree.find(path + name);
      if (item.isPresent() && item.get() instanceof Tree.Item.Leaf leaf) {
        return new Found.AFile(kept(path + name, leaf, known));
      }
    }
    if (options.listing()) {
      String unslashed = path.isEmpty() ? path : path.substring(0, path.length() - 1);
      Optional<Tree.Item> item = tree.find(unslashed);
      if (item.isPresent() && item.get() instanceof Tree.Item.Folder(Path folder)) {
        return new Found.Listed(folder);
      }
    }
    return new Found.Nothing();
  }

  private Kept kept(String path, Tree.Item.Leaf first, Optional<Kept> known) throws IOException {
    Tree.Item.Leaf leaf = first;
    for (int tries = 1; ; tries++) {
      Map<String, Tree.Item.Leaf> siblings = siblings(path, leaf);
      List<Stamp> stamps = new ArrayList<>();
      stamps.add(leaf.stamp());
      siblings.values().forEach(sibling -> stamps.add(sibling.stamp()));
      if (known.isPresent() && known.get().isOf(stamps)) {
        return known.get();
      }
      try {
        return read(path, leaf, siblings, stamps);
      } catch (Source.ChangedException e) {
        Optional<Tree.Item> again = tree.find(path);
        if (tries == TRIES || again.isEmpty() || !(again.get() instanceof Tree.Item.Leaf now)) {
          throw e;
        }
        leaf = now;
      }
    }
  }

  /** What was compressed beforehand, by its coding. */
  private Map<String, Tree.Item.Leaf> siblings(String path, Tree.Item.Leaf leaf)
      throws IOException {
    if (!options.precompressed()) {
      return Map.of();
    }
    var siblings = new LinkedHashMap<String, Tree.Item.Leaf>();
    for (Map.Entry<String, String> coding : CODINGS.entrySet()) {
      Optional<Tree.Item> item = tree.find(path + coding.getKey());
      if (item.isPresent()
          && item.get() instanceof Tree.Item.Leaf sibling
          && sibling.stamp().length() < leaf.stamp().length()) {
        siblings.put(coding.getValue(), sibling);
      }
    }
    return siblings;
  }

  private Kept read(
      String path, Tree.Item.Leaf leaf, Map<String, Tree.Item.Leaf> siblings, List<Stamp> stamps)
      throws IOException {
    Instant now = Instant.now();
    String name = Names.last(path);
    Labels bare =
        Labels.of(MediaType.ofFile(name))
            .withCaching(options.unchanging().test(name) ? FOR_EVER : options.caching());
    Labels labels = siblings.isEmpty() ? bare : bare.varying();
    long bytes = 0;
    var all = new Kept.Builder();
    for (Map.Entry<String, Tree.Item.Leaf> sibling : siblings.entrySet()) {
      Version version = version(labels.withCoding(sibling.getKey()), sibling.getValue(), now);
      bytes += version.bytesInMemory();
      all.add(sibling.getKey(), version);
    }
    Version plain = version(labels, leaf, now);
    return all.build(plain, stamps, bytes + plain.bytesInMemory(), now);
  }

  private static Version version(Labels labels, Tree.Item.Leaf leaf, Instant now)
      throws IOException {
    Stamp stamp = leaf.stamp();
    Optional<Instant> modified =
        leaf.source() instanceof Source.InJar ? Optional.empty() : stamp.modifiedBefore(now);
    if (stamp.length() <= Reading.SMALL) {
      byte[] bytes = Reading.whole(leaf.source(), (int) stamp.length());
      // A digest: the same on all servers, and different even if a build sets all times alike.
      return Version.inMemory(labels, bytes, EntityTag.of(bytes), modified);
    }
    EntityTag tag =
        leaf.source() instanceof Source.InJar(URL url) ? Reading.tag(url) : stamp.tag(now);
    return Version.onDisk(labels, leaf.source(), stamp.length(), tag, modified);
  }
}
