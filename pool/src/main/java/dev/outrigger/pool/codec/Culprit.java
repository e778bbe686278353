package dev.outrigger.pool.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what keeps an object from being serialized, by walking from it along fields, elements and
 * captured values to the first thing that is not serializable. Only run once serialization failed,
 * so it may be slow; where it can't look inside (a closed module), it names what it knows.
 */
final class Culprit {
  private static final int MAX_DEPTH = 200;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Culprit() {}

  static String in(@Nullable Object root) {
    Optional<String> found;
    try {
      found = new Culprit().find(root, "", 0);
    } catch (RuntimeException | Error _) {
      // Collections and keys of the user's own making, which may throw when they are looked at.
      found = Optional.empty();
    }
    return found.orElse(typeName(root) + " holds something that is not serializable");
  }

  static String typeName(@Nullable Object object) {
    return object == null ? "null" : object.getClass().getTypeName();
  }

  private Optional<String> find(@Nullable Object object, String path, int depth) {
    if (object == null || depth > MAX_DEPTH || harmless(object) || !seen.add(object)) {
      return Optional.empty();
    }
    if (!(object instanceof Serializable)) {
      return Optional.of(sentence(object, path));
    }
    Optional<SerializedLambda> lambda = lambda(object);
    if (lambda.isPresent()) {
      return inLambda(lambda.get(), path, depth);
    }
    if (object instanceof Object[] array) {
      for (int i = 0; i < array.length; i++) {
        Optional<String> found = find(array[i], path + "[" + i + "]", depth + 1);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    if (object instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Optional<String> found =
            find(entry.getKey(), path + ".key", depth + 1)
                .or(() -> find(entry.getValue(), path + "[" + entry.getKey() + "]", depth + 1));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    if (object instanceof Collection<?> elements) {
      for (Object element : elements) {
        Optional<String> found = find(element, path + "[]", depth + 1);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return inFields(object, path, depth);
  }

  private Optional<String> inLambda(SerializedLambda lambda, String path, int depth) {
    String owner = TaskNames.simple(lambda.getCapturingClass());
    boolean receiver = lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      Object captured = lambda.getCapturedArg(i);
      if (i == 0 && receiver && !(captured instanceof Serializable)) {
        return Optional.of(
            "the lambda%s in %s captures `this` or the object of a method reference, a %s, which is not Serializable: use a static method, or copy what it needs into a local variable first"
                .formatted(path.isEmpty() ? "" : " at " + path, owner, typeName(captured)));
      }
      String step = path + "captured value " + (i + 1) + " of the lambda in " + owner;
      Optional<String> found = find(captured, step, depth + 1);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> inFields(Object object, String path, int depth) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (field.getType().isPrimitive()
            || Modifier.isStatic(modifiers)
            || Modifier.isTransient(modifiers)
            || !field.trySetAccessible()) {
          continue;
        }
        String name = type.getSimpleName() + "." + field.getName();
        Optional<String> found =
            find(value(field, object), path.isEmpty() ? name : path + " → " + name, depth + 1);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable Object value(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  private static String sentence(Object object, String path) {
    return path.isEmpty()
        ? typeName(object) + " is not Serializable: make it so, or send what it is made of"
        : "%s is a %s, which is not Serializable: make it so, mark the field transient, or send what it is made of"
            .formatted(path, typeName(object));
  }

  private static boolean harmless(Object object) {
    return object instanceof String
        || object instanceof Number
        || object instanceof Enum<?>
        || object instanceof Class<?>
        || (object instanceof Path path && SentPath.standsFor(path))
        || (object.getClass().isArray() && object.getClass().getComponentType().isPrimitive());
  }

  /** The JDK's stand-in for a lambda; the stream shows it before it meets the captured values. */
  private static Optional<SerializedLambda> lambda(Object object) {
    if (!object.getClass().isHidden()) {
      return Optional.empty();
    }
    try (Peek peek = new Peek()) {
      try {
        peek.writeObject(object);
      } catch (IOException | RuntimeException | Error _) {
        // It is known to fail; what counts is what came by.
      }
      return Optional.ofNullable(peek.lambda);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static final class Peek extends ObjectOutputStream {
    private @Nullable SerializedLambda lambda;

    Peek() throws IOException {
      super(OutputStream.nullOutputStream());
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      if (object instanceof SerializedLambda found && lambda == null) {
        lambda = found;
      }
      return object;
    }
  }
}
