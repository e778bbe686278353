package dev.outrigger.pool.codec;

import java.nio.file.Path;
import java.util.Set;

/** Classes that hold values and do nothing else when they are read, whoever made them. */
final class PlainTypes {
  /** With these packages' own classes, not those of packages below. */
  private static final Set<String> PACKAGES =
      Set.of(
          "java.lang",
          "java.math",
          "java.time",
          "java.time.chrono",
          "java.time.zone",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.awt.geom");

  private static final Set<String> CLASSES =
      Set.of(
          "java.awt.Color",
          "java.awt.Dimension",
          "java.awt.Insets",
          "java.awt.Point",
          "java.awt.Rectangle",
          "java.io.File",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.net.InetAddress",
          "java.net.InetSocketAddress",
          "java.net.URI",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp",
          "java.util.regex.Pattern",
          "sun.util.calendar.ZoneInfo");

  private static final ClassValue<Boolean> KNOWN =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return decide(type);
        }
      };

  private PlainTypes() {}

  static boolean include(Class<?> type) {
    return KNOWN.get(type);
  }

  private static boolean decide(Class<?> type) {
    return Enum.class.isAssignableFrom(type)
        || type.isRecord()
        || Throwable.class.isAssignableFrom(type)
        || (ofTheJdk(type)
            && (PACKAGES.contains(type.getPackageName())
                || CLASSES.contains(type.getName())
                || Path.class.isAssignableFrom(type)));
  }

  static boolean ofTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
  }
}
