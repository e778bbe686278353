package dev.outrigger.pool.worker;

import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.wire.Definition;
import dev.outrigger.pool.wire.ProtocolException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The functions that this worker was taught. They are read when they are first called, by the
 * task's thread, since that runs code of the user.
 */
final class Learnt {
  private final Map<Integer, Function> byNumber = new ConcurrentHashMap<>();

  private static final class Function {
    private final Definition definition;
    private volatile @Nullable Object read;

    Function(Definition definition) {
      this.definition = definition;
    }
  }

  void learn(Definition definition) {
    byNumber.put(definition.number(), new Function(definition));
  }

  String name(int number) {
    Function function = byNumber.get(number);
    return function == null ? "task" : function.definition.name();
  }

  Object function(int number, ClassLoader loader) throws IOException, ClassNotFoundException {
    Function function = byNumber.get(number);
    if (function == null) {
      throw new ProtocolException("function " + number + " was never sent");
    }
    Object known = function.read;
    if (known == null) {
      known = TaskMessage.function(function.definition.bytes(), loader);
      if (known == null) {
        throw new ProtocolException("function " + number + " is null");
      }
      function.read = known;
    }
    return known;
  }
}
