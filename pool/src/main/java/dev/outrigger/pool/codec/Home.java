package dev.outrigger.pool.codec;

import java.security.CodeSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The program that a function belongs to: what comes from the same jar or folder, and what has a
 * package of the same owner, such as com.acme, in whatever jar it is.
 */
final class Home {
  /** Owners of very many programs and libraries, which say nothing without one name more. */
  private static final Set<String> SHARED =
      Set.of(
          "com.github",
          "com.gitlab",
          "com.google",
          "io.github",
          "io.gitlab",
          "org.apache",
          "org.eclipse");

  private final @Nullable CodeSource source;
  private final String owner;

  private Home(@Nullable CodeSource source, String owner) {
    this.source = source;
    this.owner = owner;
  }

  private static final ClassValue<Home> KNOWN =
      new ClassValue<>() {
        @Override
        protected Home computeValue(Class<?> function) {
          return new Home(source(function), owner(function.getPackageName()));
        }
      };

  static Home of(Class<?> function) {
    return KNOWN.get(function);
  }

  private static @Nullable CodeSource source(Class<?> type) {
    return type.getProtectionDomain().getCodeSource();
  }

  private static String owner(String packageName) {
    int wanted = 2;
    int end = -1;
    for (int parts = 1; parts <= wanted; parts++) {
      end = packageName.indexOf('.', end + 1);
      if (end < 0) {
        return packageName;
      }
      if (parts == 2 && SHARED.contains(packageName.substring(0, end))) {
        wanted = 3;
      }
    }
    return packageName.substring(0, end);
  }

  boolean owns(Class<?> type) {
    String name = type.getPackageName();
    boolean sameOwner = owner.contains(".") && (name.equals(owner) || name.startsWith(owner + "."));
    return sameOwner || sameSource(type);
  }

  private boolean sameSource(Class<?> type) {
    CodeSource other = source(type);
    return source != null
        && other != null
        && source.getLocation() != null
        && other.getLocation() != null
        // Not URL.equals, which may ask the network.
        && source.getLocation().toExternalForm().equals(other.getLocation().toExternalForm());
  }
}
