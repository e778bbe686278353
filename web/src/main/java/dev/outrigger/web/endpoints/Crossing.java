package dev.outrigger.web.endpoints;

import dev.outrigger.web.endpoints.Input.From;
import dev.outrigger.web.forms.UploadedFile;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A call of a static method on its way into a worker process. */
final class Crossing implements Serializable {
  private static final ConcurrentHashMap<Target, MethodHandle> HANDLES = new ConcurrentHashMap<>();

  private final Target target;
  private final @Nullable Object[] arguments;

  Crossing(Target target, @Nullable Object[] arguments) {
    this.target = target;
    this.arguments = arguments;
  }

  /** Which method. */
  record Target(Class<?> owner, String name, List<Class<?>> types) implements Serializable {
    Target(Method method) {
      this(method.getDeclaringClass(), method.getName(), List.of(method.getParameterTypes()));
    }

    private MethodHandle handle() {
      try {
        return EndpointMethod.handle(
            owner, owner.getDeclaredMethod(name, types.toArray(Class<?>[]::new)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the worker process has other classes than the server", e);
      }
    }
  }

  /** Calls it; in the worker. */
  static @Nullable Object run(Crossing crossing) throws Exception {
    MethodHandle handle = HANDLES.computeIfAbsent(crossing.target, Target::handle);
    return EndpointCall.invoke(handle, crossing.arguments);
  }

  /**
   * Finds out at the start what would fail with each request.
   *
   * @throws IllegalArgumentException naming what can't cross
   */
  static void requirePossible(Method method, List<Input> inputs, String where) {
    if (!Modifier.isStatic(method.getModifiers())) {
      throw new IllegalArgumentException(
          where + " is @InProcess but not static; its object can't be in two processes");
    }
    for (Input input : inputs) {
      if (input.from() == From.REQUEST || !crosses(input.slot().type())) {
        throw input
            .slot()
            .refusal(
                "is of the type "
                    + input.slot().type().getTypeName()
                    + ", which can't cross to a worker process, as @InProcess demands; take what"
                    + " is serializable, and @Nullable in place of Optional");
      }
    }
    Class<?> result = method.getReturnType();
    if (result != void.class
        && !result.isInterface()
        && result != Object.class
        && !crosses(result)) {
      throw new IllegalArgumentException(
          where
              + " returns "
              + result.getTypeName()
              + ", which can't come back from a worker process; let it implement Serializable");
    }
  }

  private static boolean crosses(Type type) {
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        if (!crosses(argument)) {
          return false;
        }
      }
      return crosses(generic.getRawType());
    }
    return type instanceof Class<?> plain
        && plain != Optional.class
        && plain != UploadedFile.class
        && (plain.isPrimitive()
            || isContainer(plain)
            || Serializable.class.isAssignableFrom(plain));
  }

  /** Those that arguments are read into are serializable. */
  private static boolean isContainer(Class<?> type) {
    return type == List.class || type == Set.class || type == Collection.class || type == Map.class;
  }
}
