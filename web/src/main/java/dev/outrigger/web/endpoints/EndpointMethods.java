package dev.outrigger.web.endpoints;

import dev.outrigger.web.routing.PathTemplate;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Finds the methods of an object that answer routes. */
public final class EndpointMethods {
  private EndpointMethods() {}

  /**
   * All annotated methods, those of superclasses too, in an order that does not depend on the JVM.
   *
   * @param owner an object, or a class for its static methods
   * @param pattern makes a whole path of that of a method
   * @throws IllegalArgumentException if one can't answer requests; the message says why
   */
  public static List<EndpointMethod> of(
      Object owner, UnaryOperator<String> pattern, Class<?> requestType) {
    Class<?> type = owner instanceof Class<?> itself ? itself : owner.getClass();
    var found = new ArrayList<EndpointMethod>();
    for (Method method : methods(type)) {
      for (Mapping mapping : Mapping.of(method)) {
        List<String> own = PathTemplate.of(mapping.path()).names();
        List<String> all = PathTemplate.of(pattern.apply(mapping.path())).names();
        found.add(EndpointMethod.of(owner, method, mapping, own, all, requestType));
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          type.getName() + " has no method that is annotated @Get, @Post or the like");
    }
    return found;
  }

  private static List<Method> methods(Class<?> type) {
    var all = new ArrayList<Method>();
    Set<List<Object>> overridden = new HashSet<>();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      Method[] declared = at.getDeclaredMethods();
      Arrays.sort(declared, Comparator.comparing(Method::getName).thenComparing(Method::toString));
      for (Method method : declared) {
        var signature = List.of(method.getName(), List.of(method.getParameterTypes()));
        if (!method.isBridge() && !method.isSynthetic() && overridden.add(signature)) {
          all.add(method);
        }
      }
    }
    return all;
  }
}
