package dev.outrigger.web.endpoints;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How many values of a name are wanted. */
enum Arity {
  ONE,
  AT_MOST_ONE,
  LIST,
  SET;

  boolean isMany() {
    return this == LIST || this == SET;
  }

  static Arity of(Type type) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == Optional.class) {
        return AT_MOST_ONE;
      }
      if (generic.getRawType() == Set.class) {
        return SET;
      }
      if (generic.getRawType() == List.class || generic.getRawType() == Collection.class) {
        return LIST;
      }
    }
    return ONE;
  }

  /** The type of each value. */
  Type element(Type type) {
    return this == ONE ? type : ((ParameterizedType) type).getActualTypeArguments()[0];
  }
}
