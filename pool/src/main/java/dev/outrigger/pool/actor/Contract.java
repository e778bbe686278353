package dev.outrigger.pool.actor;

import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** What can be said of an actor's interface before any call is made. */
final class Contract {
  private static final Set<Class<?>> LATER =
      Set.of(CompletionStage.class, CompletableFuture.class, Future.class);

  private Contract() {}

  /**
   * Refuses what can be no actor's interface.
   *
   * @param serializable whether values go by the JDK alone: a codec may take any type
   */
  static void check(Class<?> type, boolean serializable) {
    if (!type.isInterface() || type.isAnnotation()) {
      throw refusal(type, "it is no interface");
    }
    if (type.isSealed()) {
      throw refusal(type, "it is sealed");
    }
    methods(type).values().forEach(method -> check(type, method, serializable));
  }

  private static void check(Class<?> type, Method method, boolean serializable) {
    Class<?> result = method.getReturnType();
    if (isLater(method)) {
      if (method.getGenericReturnType() instanceof ParameterizedType generic
          && serializable
          && generic.getActualTypeArguments()[0] instanceof Class<?> later) {
        check(type, method, "the result", later);
      }
    } else if (CompletionStage.class.isAssignableFrom(result)
        || Future.class.isAssignableFrom(result)) {
      String fix = "; return CompletionStage, CompletableFuture or Future";
      throw refusal(type, method.getName() + " returns a " + result.getName() + fix);
    } else if (serializable) {
      check(type, method, "the result", result);
    }
    for (Class<?> parameter : method.getParameterTypes()) {
      if (serializable) {
        check(type, method, "a parameter", parameter);
      }
    }
  }

  /** An object of another type may be of a subtype that can be sent; of a final one it can't. */
  private static void check(Class<?> type, Method method, String what, Class<?> found) {
    Class<?> inner = found;
    while (inner.isArray()) {
      inner = inner.componentType();
    }
    if (!inner.isPrimitive()
        && inner != Void.class
        && Modifier.isFinal(inner.getModifiers())
        && !Serializable.class.isAssignableFrom(inner)) {
      throw refusal(
          type,
          "%s of %s is a %s, which can't be sent as it is not Serializable"
              .formatted(what, method.getName(), inner.getName()));
    }
  }

  private static IllegalArgumentException refusal(Class<?> type, String why) {
    return new IllegalArgumentException(
        type.getName() + " can't be the interface of an actor: " + why);
  }

  /** Whether it is answered by a future. */
  static boolean isLater(Method method) {
    return LATER.contains(method.getReturnType());
  }

  /** Its methods by their signatures, the same in both processes. */
  static Map<String, Method> methods(Class<?> type) {
    Map<String, Method> methods = new TreeMap<>();
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers()) && !isOfObject(method)) {
        methods.put(signature(method), method);
      }
    }
    return methods;
  }

  static String signature(Method method) {
    return method.getName()
        + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString();
  }

  private static boolean isOfObject(Method method) {
    try {
      return Modifier.isPublic(
          Object.class.getMethod(method.getName(), method.getParameterTypes()).getModifiers());
    } catch (NoSuchMethodException _) {
      return false;
    }
  }
}
