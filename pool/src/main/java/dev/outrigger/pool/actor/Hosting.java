package dev.outrigger.pool.actor;

import dev.outrigger.pool.RemoteCallable;
import dev.outrigger.pool.worker.Talk;

/** What the worker of an actor runs: one task, from the making of the object to its end. */
public record Hosting(Class<?> type, RemoteCallable<?> factory) implements RemoteCallable<Boolean> {
  @Override
  public Boolean call() throws Exception {
    Talk talk = Talk.current().orElseThrow();
    Object object = factory.call();
    if (!type.isInstance(object)) {
      throw new ClassCastException(
          "the factory made a %s, which is no %s"
              .formatted(object == null ? "null" : object.getClass().getName(), type.getName()));
    }
    new Host(talk, type, object).live();
    if (object instanceof AutoCloseable closeable) {
      closeable.close();
    }
    return true;
  }
}
