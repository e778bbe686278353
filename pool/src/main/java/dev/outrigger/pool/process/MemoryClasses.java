package dev.outrigger.pool.process;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes classes into a folder of the workers' class path that are in no file: those of a program
 * that is run from its source, or typed into JShell. Their loader gives out their bytes. With a
 * class go all that it names, and all that those name, as far as they come from the same loader.
 *
 * <p>Threading: all methods from any thread. A class whose loader reads files costs one look-up.
 */
public final class MemoryClasses {
  private static final Set<String> IN_FILES = Set.of("file", "jar", "jrt", "nested");
  private static final Pattern TYPE = Pattern.compile("L([\\w$/]+);");

  private final PrivateDirectory directory;
  private final Set<Class<?>> seen = ConcurrentHashMap.newKeySet();

  /** For the folder of a pool. */
  public MemoryClasses(PrivateDirectory directory) {
    this.directory = directory;
  }

  /** Before a function or an argument is sent: makes its class known to workers, if need be. */
  public void provide(Class<?> type) throws IOException {
    // The class of a lambda is hidden, and belongs to the one that it is written in.
    Class<?> start = type.isHidden() ? type.getNestHost() : type;
    ClassLoader loader = start.getClassLoader();
    if (loader == null || !seen.add(start) || !isInMemory(start, loader)) {
      return;
    }
    Deque<Class<?>> open = new ArrayDeque<>(Set.of(start));
    Set<String> names = new HashSet<>();
    while (!open.isEmpty()) {
      for (String name : write(open.pop(), loader)) {
        if (names.add(name)) {
          find(name, loader).filter(seen::add).ifPresent(open::push);
        }
      }
    }
  }

  private static boolean isInMemory(Class<?> type, ClassLoader loader) {
    URL place = loader.getResource(resource(type));
    return place != null && !IN_FILES.contains(place.getProtocol());
  }

  /** Returns the names of all classes that it names. */
  private Set<String> write(Class<?> type, ClassLoader loader) throws IOException {
    byte[] bytes;
    try (InputStream in = loader.getResourceAsStream(resource(type))) {
      if (in == null) {
        return Set.of();
      }
      bytes = in.readAllBytes();
    }
    directory.keep(directory.classes().resolve(resource(type)), bytes);
    return named(bytes);
  }

  private static Set<String> named(byte[] bytes) {
    Set<String> names = new HashSet<>();
    for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
      switch (entry) {
        case ClassEntry known -> names.add(known.asInternalName().replace('/', '.'));
        case Utf8Entry text -> {
          Matcher types = TYPE.matcher(text.stringValue());
          while (types.find()) {
            names.add(types.group(1).replace('/', '.'));
          }
        }
        default -> {
          // Names no class by itself.
        }
      }
    }
    return names;
  }

  private static Optional<Class<?>> find(String name, ClassLoader loader) {
    try {
      Class<?> found = Class.forName(name, false, loader);
      return loader.equals(found.getClassLoader()) ? Optional.of(found) : Optional.empty();
    } catch (ClassNotFoundException | LinkageError _) {
      // A word that only looks like one, or a class that this program does without.
      return Optional.empty();
    }
  }

  private static String resource(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }
}
