package dev.outrigger.web.openapi;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JavaType;

/**
 * Names of schemas: that of the class, and of what it holds, {@code PageItem} for {@code
 * Page<Item>}. The second class of a name is told from the first by the class around it, or by its
 * package.
 */
final class SchemaNames {
  private final Map<String, JavaType> taken = new HashMap<>();
  private final Map<JavaType, String> names = new HashMap<>();

  /** The name of a type, the same each time. */
  String of(JavaType type) {
    String known = names.get(type);
    if (known != null) {
      return known;
    }
    String name = free(type);
    taken.put(name, type);
    names.put(type, name);
    return name;
  }

  private String free(JavaType type) {
    Class<?> raw = type.getRawClass();
    // Local classes have a number in front.
    String full = raw.getName().replaceAll("\\$[0-9]*", ".");
    for (int dot = full.lastIndexOf('.'); dot >= 0; dot = full.lastIndexOf('.', dot - 1)) {
      String name = safe(full.substring(dot + 1)) + contents(type);
      if (!name.equals(Problems.SCHEMA) && !taken.containsKey(name)) {
        return name;
      }
    }
    String name = safe(full) + contents(type);
    // The same class of two class loaders.
    return taken.containsKey(name) ? name + "." + taken.size() : name;
  }

  private static String contents(JavaType type) {
    var text = new StringBuilder();
    for (JavaType content : type.getBindings().getTypeParameters()) {
      text.append(safe(content.getRawClass().getSimpleName())).append(contents(content));
    }
    return text.toString();
  }

  private static String safe(String name) {
    return name.replace("[]", "s").replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
