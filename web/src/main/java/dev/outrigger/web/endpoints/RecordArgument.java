package dev.outrigger.web.endpoints;

import dev.outrigger.web.Problem;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.util.List;
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
    int before = reading.errorCount();
    @Nullable Object[] values = new @Nullable Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = components.get(i).value(reading);
    }
    return reading.errorCount() == before ? made(values, reading) : null;
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
  private @Nullable Object made(@Nullable Object[] values, Reading reading) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (Problem | Error asItIs) {
      throw asItIs;
    } catch (Throwable refused) {
      String said = refused.getMessage();
      reading.wrong(place, name, said == null ? "this is refused" : said);
      return null;
    }
  }
}
