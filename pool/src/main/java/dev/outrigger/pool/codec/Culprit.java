package dev.outrigger.pool.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
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
  private static final int MAX_KEY = 40;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Culprit() {}

  static String in(@Nullable Object root) {
    Optional<String> found;
    try {
      found = new Culprit().find(root, Trail.START, 0);
    } catch (RuntimeException | Error _) {
      // Collections and keys of the user's own making, which may throw when they are looked at.
      found = Optional.empty();
    }
    return found.orElse(typeName(root) + " holds something that is not serializable");
  }

  static String typeName(@Nullable Object object) {
    return object == null ? "null" : object.getClass().getTypeName();
  }

  private Optional<String> find(@Nullable Object object, Trail path, int depth) {
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
        Optional<String> found = find(array[i], path.to("element " + i), depth + 1);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    if (object instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Optional<String> found =
            find(entry.getKey(), path.to("a key"), depth + 1)
                .or(() ->
                    find(
                        entry.getValue(),
                        path.to("the value of " + shortly(entry.getKey())),
                        depth + 1));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    if (object instanceof Collection<?> elements) {
      int index = 0;
      for (Object element : elements) {
        Optional<String> found = find(element, path.to("element " + index++), depth + 1);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    if (Proxy.isProxyClass(object.getClass())) {
      return find(
          Proxy.getInvocationHandler(object), path.to("the handler of the proxy"), depth + 1);
    }
    if (object instanceof Throwable thrown) {
      Optional<String> found = inThrowable(thrown, path, depth);
      if (found.isPresent()) {
        return found;
      }
    }
    return inFields(object, path, depth);
  }

  /** The fields of Throwable itself can't be looked at. */
  private Optional<String> inThrowable(Throwable thrown, Trail path, int depth) {
    Optional<String> found = find(thrown.getCause(), path.to("the cause"), depth + 1);
    for (Throwable suppressed : thrown.getSuppressed()) {
      found = found.or(() -> find(suppressed, path.to("what was suppressed"), depth + 1));
    }
    return found;
  }

  private static String shortly(@Nullable Object key) {
    String text = String.valueOf(key);
    return text.length() > MAX_KEY ? text.substring(0, MAX_KEY) + "…" : text;
  }

  private Optional<String> inLambda(SerializedLambda lambda, Trail path, int depth) {
    String owner = TaskNames.simple(lambda.getCapturingClass());
    boolean receiver = lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      Object captured = lambda.getCapturedArg(i);
      if (i == 0 && receiver && !(captured instanceof Serializable)) {
        return Optional.of(
            "the lambda%s in %s captures `this` or the object of a method reference, a %s, which is not Serializable: use a static method, or copy what it needs into a local variable first"
                .formatted(path.isStart() ? "" : " at " + path.text(), owner, typeName(captured)));
      }
      Trail step = path.to("captured value " + (i + 1) + " of the lambda in " + owner);
      Optional<String> found = find(captured, step, depth + 1);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> inFields(Object object, Trail path, int depth) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (field.getType().isPrimitive()
            || Modifier.isStatic(modifiers)
            || Modifier.isTransient(modifiers)
            || !field.trySetAccessible()) {
          continue;
        }
        Optional<String> found = find(value(field, object), path.to(field), depth + 1);
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

  private static String sentence(Object object, Trail path) {
    if (path.isStart()) {
      return typeName(object) + " is not Serializable: make it so, or send what it is made of";
    }
    String transience = path.endsInField() ? " mark the field transient," : "";
    return "%s is a %s, which is not Serializable: make it so,%s or send what it is made of"
        .formatted(path.text(), typeName(object), transience);
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
