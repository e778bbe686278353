package dev.outrigger.web.endpoints;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Simple values from where text comes from. */
record TextArgument(
    Place place,
    String name,
    Conversion conversion,
    Arity arity,
    boolean nullable,
    @Nullable Object otherwise)
    implements Argument {

  @Override
  public @Nullable Object value(Reading reading) throws Exception {
    return arity.isMany() ? many(reading) : one(reading);
  }

  private @Nullable Object one(Reading reading) throws Exception {
    String text = place.first(reading, name);
    if (text == null || (text.isEmpty() && !conversion.takesEmpty())) {
      return nothing(reading);
    }
    Object value = converted(text, reading);
    return arity == Arity.AT_MOST_ONE && value != null ? Optional.of(value) : value;
  }

  private @Nullable Object nothing(Reading reading) {
    if (otherwise != null) {
      return otherwise;
    }
    if (arity == Arity.AT_MOST_ONE) {
      return Optional.empty();
    }
    if (!nullable) {
      reading.wrong(place, name, "this is missing");
    }
    return null;
  }

  private Object many(Reading reading) throws Exception {
    List<String> texts = place.all(reading, name);
    if (texts.isEmpty()) {
      return arity == Arity.SET ? Collections.emptySet() : List.of();
    }
    var values = new ArrayList<Object>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (!text.isEmpty() || conversion.takesEmpty()) {
        Object value = converted(text, reading);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return arity == Arity.SET
        ? Collections.unmodifiableSet(new LinkedHashSet<>(values))
        : Collections.unmodifiableList(values);
  }

  private @Nullable Object converted(String text, Reading reading) {
    try {
      return conversion.of(text);
    } catch (Conversion.Unfit unfit) {
      reading.wrong(place, name, String.valueOf(unfit.getMessage()));
      return null;
    }
  }
}
