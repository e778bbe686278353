package dev.outrigger.web.json;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a Java type is called by people who write JSON. */
public final class JsonKinds {
  private static final Set<Class<?>> WHOLE =
      Set.of(int.class, long.class, short.class, byte.class, Integer.class, Long.class);

  private JsonKinds() {}

  /** The words for a type, with an article. */
  public static String of(Class<?> type) {
    if (WHOLE.contains(type)) {
      return "a whole number in the range of " + type.getSimpleName().toLowerCase(Locale.ROOT);
    }
    if (Number.class.isAssignableFrom(type) || type == double.class || type == float.class) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    }
    if (type.isEnum()) {
      return "one of " + Arrays.toString(type.getEnumConstants());
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return Map.class.isAssignableFrom(type) || type.isRecord()
        ? "an object"
        : "a " + type.getSimpleName();
  }
}
