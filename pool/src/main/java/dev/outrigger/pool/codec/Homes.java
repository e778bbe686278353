package dev.outrigger.pool.codec;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes and programs that a function belongs to. Where it is a record of our own that wraps
 * the user's function, such as that of a stream, the user's counts too.
 */
public final class Homes {
  private static final int DEEPEST = 3;

  private Homes() {}

  static List<Home> of(Object function) {
    return types(function).stream().map(Home::of).toList();
  }

  /** Its own class, and that of each function that it wraps. */
  public static List<Class<?>> types(Object function) {
    Class<?> type = function.getClass();
    if (!wraps(type)) {
      return List.of(type);
    }
    List<Class<?>> found = new ArrayList<>();
    collect(function, 0, found);
    return found;
  }

  private static boolean wraps(Class<?> type) {
    return type.isRecord() && type.getName().startsWith("dev.outrigger.pool.");
  }

  private static void collect(@Nullable Object object, int depth, List<Class<?>> found) {
    if (object == null || depth > DEEPEST || PlainTypes.ofTheJdk(object.getClass())) {
      return;
    }
    found.add(object.getClass());
    if (wraps(object.getClass())) {
      for (RecordComponent component : object.getClass().getRecordComponents()) {
        collect(value(component, object), depth + 1, found);
      }
    }
  }

  private static @Nullable Object value(RecordComponent component, Object owner) {
    try {
      var accessor = component.getAccessor();
      return accessor.trySetAccessible() ? accessor.invoke(owner) : null;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
