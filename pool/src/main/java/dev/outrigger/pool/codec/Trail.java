package dev.outrigger.pool.codec;

import java.lang.reflect.Field;
import java.util.Map;

/**
 * The way from an object to something inside it, for people.
 *
 * @param text its steps; empty at the start
 * @param endsInField whether the last step is a field of the user, who can change it
 */
record Trail(String text, boolean endsInField) {
  static final Trail START = new Trail("", false);

  /** What the pool wraps around what it is given, by the names that its users know. */
  private static final Map<String, String> OURS =
      Map.of(
          "dev.outrigger.pool.actor.Hosting.factory", "the factory",
          "dev.outrigger.pool.WorkerState$Initializer.factory", "the initializer",
          "dev.outrigger.pool.PlainWork$Called.callable", "the task",
          "dev.outrigger.pool.PlainWork$Run.runnable", "the task",
          "dev.outrigger.pool.mapping.ChunkFunction.function", "the function",
          "dev.outrigger.pool.stream.Generating.generator", "the function",
          "dev.outrigger.pool.stream.Piping.pipe", "the function");

  boolean isStart() {
    return text.isEmpty();
  }

  Trail to(String step) {
    return new Trail(text.isEmpty() ? step : text + " → " + step, false);
  }

  Trail to(Field field) {
    Class<?> owner = field.getDeclaringClass();
    String ours = OURS.get(owner.getName() + "." + field.getName());
    if (ours != null) {
      return to(ours);
    }
    return new Trail(to(owner.getSimpleName() + "." + field.getName()).text(), true);
  }
}
