package dev.outrigger.web.endpoints;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What is a JSON body without being called so. */
final class BodyTypes {
  private BodyTypes() {}

  /** Records, sealed interfaces, maps, trees, and collections and arrays of such. */
  static boolean isBody(Type type) {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      Type[] arguments = generic.getActualTypeArguments();
      return Map.class.isAssignableFrom(raw)
          || raw.isRecord()
          || ((Collection.class.isAssignableFrom(raw) || raw == Optional.class)
              && isBody(arguments[0]));
    }
    return type instanceof Class<?> plain
        && (plain.isRecord()
            || (plain.isInterface() && plain.isSealed())
            || JsonNode.class.isAssignableFrom(plain)
            || (plain.isArray() && isBody(plain.getComponentType())));
  }
}
