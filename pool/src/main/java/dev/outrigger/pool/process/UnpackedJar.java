package dev.outrigger.pool.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one executable jar as files, in a folder of the cache that all processes of this
 * user share. It is made aside and appears by one rename. A process that uses it holds a lock on it
 * until it ends, so that no sweep takes it away under its workers.
 */
final class UnpackedJar {
  private static final String LIST = "parts";

  /** Kept beside those that are in use. */
  private static final int KEPT = 4;

  /** For the life of this process; a lock goes with its channel. */
  private static final Map<Path, FileChannel> IN_USE = new ConcurrentHashMap<>();

  private UnpackedJar() {}

  /** The files for these entries, each a jar or a folder of classes inside of the outer jar. */
  static List<Path> of(Path outer, List<String> entries, Optional<Path> cacheDirectory) {
    try {
      String key =
          Fingerprint.of(
              Stream.concat(Stream.of(Fingerprint.entry(outer)), entries.stream()).toList());
      Optional<Path> cache = CacheFolder.open(cacheDirectory, "unpacked");
      Path home = cache.isPresent() ? cache.get() : Ephemeral.folder();
      Path folder = home.resolve(key);
      hold(folder);
      if (!isWhole(folder, entries)) {
        make(outer, entries, folder);
      }
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
      sweep(home);
      return entries.stream().map(entry -> file(folder, entries, entry)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "workers can't be given the classes in %s, which could not be unpacked: %s; give StartupCache a folder that can be written"
              .formatted(outer, e),
          e);
    }
  }

  private static Path file(Path folder, List<String> entries, String entry) {
    String last = entry.substring(entry.lastIndexOf('/', entry.length() - 2) + 1).replace("/", "");
    String name = last.endsWith(".jar") ? last : last + ".jar";
    return folder.resolve(entries.indexOf(entry) + "-" + name);
  }

  private static boolean isWhole(Path folder, List<String> entries) throws IOException {
    Path list = folder.resolve(LIST);
    if (!Files.isReadable(list)) {
      return false;
    }
    List<String> sizes = Files.readAllLines(list);
    for (int i = 0; i < entries.size(); i++) {
      Path file = file(folder, entries, entries.get(i));
      if (i >= sizes.size()
          || !Files.isRegularFile(file)
          || !sizes.get(i).equals(Long.toString(Files.size(file)))) {
        return false;
      }
    }
    return true;
  }

  private static void make(Path outer, List<String> entries, Path folder) throws IOException {
    Path aside = Files.createTempDirectory(folder.getParent(), ArchiveMaker.MAKING);
    try (ZipFile zip = new ZipFile(outer.toFile())) {
      List<String> sizes = new ArrayList<>();
      for (String entry : entries) {
        Path file = file(aside, entries, entry);
        unpack(zip, entry, file);
        sizes.add(Long.toString(Files.size(file)));
      }
      Files.write(aside.resolve(LIST), sizes);
      publish(aside, folder, entries);
    } finally {
      PrivateDirectory.delete(aside);
    }
  }

  private static void unpack(ZipFile zip, String entry, Path file) throws IOException {
    @Nullable ZipEntry whole = zip.getEntry(entry);
    if (whole != null && !whole.isDirectory()) {
      try (InputStream in = zip.getInputStream(whole)) {
        Files.copy(in, file);
      }
      return;
    }
    String folder = entry.endsWith("/") ? entry : entry + "/";
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream jar = new ZipOutputStream(out)) {
      jar.setLevel(0);
      Enumeration<? extends ZipEntry> all = zip.entries();
      while (all.hasMoreElements()) {
        ZipEntry next = all.nextElement();
        if (next.getName().startsWith(folder) && !next.isDirectory()) {
          jar.putNextEntry(new ZipEntry(next.getName().substring(folder.length())));
          try (InputStream in = zip.getInputStream(next)) {
            in.transferTo(jar);
          }
          jar.closeEntry();
        }
      }
    }
  }

  private static void publish(Path aside, Path folder, List<String> entries) throws IOException {
    try {
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (isWhole(folder, entries)) {
        // Another process was quicker.
        return;
      }
      // A broom was here. What is left goes by a rename too, as another process may be looking.
      Path broken = Files.createTempDirectory(folder.getParent(), ArchiveMaker.MAKING);
      Files.move(folder, broken.resolve("broken"));
      PrivateDirectory.delete(broken);
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static Path lockOf(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ArchiveMaker.LOCK);
  }

  private static void hold(Path folder) throws IOException {
    if (!IN_USE.containsKey(folder)) {
      FileChannel channel =
          FileChannel.open(
              lockOf(folder),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      try {
        var _ = channel.lock(0, Long.MAX_VALUE, true);
        IN_USE.put(folder, channel);
      } catch (OverlappingFileLockException _) {
        // Another thread of this process has it. The channel stays: its end would end that lock
        // too.
      }
    }
  }

  private static void sweep(Path home) throws IOException {
    CacheSweep.abandoned(home);
    for (Path folder : CacheSweep.folders(home).stream().skip(KEPT).toList()) {
      if (!IN_USE.containsKey(folder)) {
        try (FileChannel channel =
                FileChannel.open(
                    lockOf(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock()) {
          if (lock != null) {
            PrivateDirectory.delete(folder);
          }
        } catch (OverlappingFileLockException _) {
          // In use by this process.
        }
      }
    }
  }
}
