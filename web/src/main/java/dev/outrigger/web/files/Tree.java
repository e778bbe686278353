package dev.outrigger.web.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/** Where the files are that are served. */
sealed interface Tree {

  /**
   * What is there; may block.
   *
   * @param path of sound {@link Names}, without a slash at its end; empty for the whole
   */
  Optional<Item> find(String path) throws IOException;

  /** Something that a tree has. */
  sealed interface Item {
    /** Something to be sent. */
    record Leaf(Source source, Stamp stamp) implements Item {}

    /** Something that has others in it. */
    record Folder(Path path) implements Item {}
  }

  /**
   * A folder. It and what is in it may be links, as long as all lies in the one folder that it
   * leads to; that is looked up each time, as releases are often changed by changing a link.
   */
  record OfFolder(Path root) implements Tree {
    @Override
    public Optional<Item> find(String path) {
      try {
        Path base = root.toRealPath();
        Path real = path.isEmpty() ? base : base.resolve(path).toRealPath();
        // A link may have led out of it.
        if (!real.startsWith(base)) {
          return Optional.empty();
        }
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
          return Optional.of(new Item.Folder(real));
        }
        // Reading others, such as pipes, may never end.
        if (!attributes.isRegularFile() || !Files.isReadable(real)) {
          return Optional.empty();
        }
        Stamp stamp = Stamp.of(attributes);
        return Optional.of(new Item.Leaf(new Source.OnDisk(real, stamp), stamp));
      } catch (IOException | InvalidPathException e) {
        // No such file, a name that is too long or that the system can't have, a circle of links.
        return Optional.empty();
      }
    }
  }

  /** Resources below the package of a class, in a jar or in a folder of class files. */
  record OfResources(Class<?> beside, String folder) implements Tree {
    @Override
    public Optional<Item> find(String path) throws IOException {
      String name = path.isEmpty() ? folder : folder + "/" + path;
      URL url = beside.getResource(name);
      if (url == null) {
        return Optional.empty();
      }
      return url.getProtocol().equals("file") ? onDisk(url, path) : inJar(url);
    }

    private static Optional<Item> onDisk(URL url, String path) {
      try {
        Path base = Path.of(url.toURI());
        int depth = path.isEmpty() ? 0 : path.split("/", -1).length;
        for (int i = 0; i < depth; i++) {
          base = Optional.ofNullable(base.getParent()).orElse(base);
        }
        return new OfFolder(base).find(path);
      } catch (URISyntaxException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    private static Optional<Item> inJar(URL url) throws IOException {
      try {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection jar && jar.getJarEntry().isDirectory()) {
          return Optional.of(new Item.Folder(Path.of("")));
        }
        long said = connection.getContentLengthLong();
        long length = said < 0 ? Reading.length(url) : said;
        // The time is left out: archives that are built reproducibly have always the same.
        var stamp = new Stamp(length, Instant.EPOCH, Optional.of(url.toString()));
        return Optional.of(new Item.Leaf(new Source.InJar(url), stamp));
      } catch (FileNotFoundException e) {
        return Optional.empty();
      }
    }
  }
}
