package dev.outrigger.web.endpoints;

import dev.outrigger.web.Problem;
import dev.outrigger.web.json.Said;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A record, each component of which is a value of its own.
 *
 * @param constructor takes all values in an array
 */
record RecordArgument(
    Class<?> type, Place place, String name, List<Argument> components, MethodHandle constructor)
    implements Argument {

  @Override
  public @Nullable Object value(Reading reading) throws Exception {
    Parts parts = parts(reading);
    return parts.allFit() ? made(parts, reading) : null;
  }

  @Override
  public boolean isOfFiles() {
    return components.stream().anyMatch(Argument::isOfFiles);
  }

  /** What its components are. */
  Parts parts(Reading reading) throws Exception {
    Parts parts = new Parts(type.getRecordComponents());
    for (int i = 0; i < components.size(); i++) {
      int before = reading.errorCount();
      parts.values[i] = components.get(i).value(reading);
      parts.fit[i] = reading.errorCount() == before;
    }
    return parts;
  }

  /** Values of components, some of which may not fit. */
  static final class Parts {
    private final RecordComponent[] components;
    private final @Nullable Object[] values;
    private final boolean[] fit;

    private Parts(RecordComponent[] components) {
      this.components = components;
      this.values = new @Nullable Object[components.length];
      this.fit = new boolean[components.length];
    }

    boolean allFit() {
      for (boolean each : fit) {
        if (!each) {
          return false;
        }
      }
      return true;
    }

    void forEachFitting(BiConsumer<String, @Nullable Object> checks) {
      for (int i = 0; i < fit.length; i++) {
        if (fit[i]) {
          checks.accept(components[i].getName(), values[i]);
        }
      }
    }
  }

  /** The name in the request that stands for a component. */
  String nameOf(String component) {
    RecordComponent[] parts = type.getRecordComponents();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].getName().equals(component) && components.get(i) instanceof TextArgument text) {
        return text.name();
      }
    }
    return component;
  }

  /** What the constructor refuses is the client's fault, as with records in JSON. */
  @Nullable Object made(Parts parts, Reading reading) {
    try {
      return (Object) constructor.invokeExact(parts.values);
    } catch (Problem | Error asItIs) {
      throw asItIs;
    } catch (Throwable refused) {
      reading.wrong(place, name, Said.by(refused));
      return null;
    }
  }
}
