package dev.outrigger.web.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A place in a body, from which the way up is known: cheap to make, written only if needed. */
public record JsonPointer(@Nullable JsonPointer above, String step) {
  private static final int LONGEST = 200;
  private static final JsonPointer ROOT = new JsonPointer(null, "");

  /** The body itself. */
  public static JsonPointer root() {
    return ROOT;
  }

  /** A place below this one. */
  public JsonPointer to(String name) {
    return new JsonPointer(this, name);
  }

  /** An element of the list that is here. */
  public JsonPointer to(int index) {
    return to(Integer.toString(index));
  }

  /** The place below this one that a failure tells. */
  JsonPointer to(JacksonException failure) {
    JsonPointer at = this;
    for (JacksonException.Reference step : failure.getPath()) {
      String name = step.getPropertyName();
      at = name == null ? at.to(step.getIndex()) : at.to(name);
    }
    return at;
  }

  /** As in the fragment of a URI: {@code #/items/3/price}. */
  @Override
  public String toString() {
    var text = new StringBuilder("#");
    write(text);
    return text.toString();
  }

  private void write(StringBuilder text) {
    if (above != null) {
      above.write(text);
      text.append('/').append(cut(step).replace("~", "~0").replace("/", "~1"));
    }
  }

  // A hundred places under one name of a map would say it a hundred times.
  private static String cut(String step) {
    return step.length() > LONGEST ? step.substring(0, LONGEST) + "…" : step;
  }
}
