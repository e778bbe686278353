package dev.outrigger.web.operation;

import java.lang.reflect.Type;
import java.util.List;

/**
 * The body that a route takes.
 *
 * @param type in Java
 * @param mediaTypes such as {@code application/json}
 */
public record OperationBody(Type type, List<String> mediaTypes, boolean required) {

  /** Keeps a copy of the list. */
  public OperationBody {
    mediaTypes = List.copyOf(mediaTypes);
  }

  /** JSON of a type. */
  public static OperationBody json(Type type, boolean required) {
    return new OperationBody(type, List.of("application/json"), required);
  }
}
