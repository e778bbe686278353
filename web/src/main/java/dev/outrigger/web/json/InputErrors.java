package dev.outrigger.web.json;

import dev.outrigger.web.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is wrong with a request, gathered from all its parts, to be told at once. No more than
 * {@value #MOST} are kept, so that a client can't have a book written.
 */
public final class InputErrors {
  /** How many are told. */
  public static final int MOST = 100;

  private final ArrayList<Map<String, String>> errors = new ArrayList<>(4);

  /** Adds what is wrong with a value that has a name. */
  public void named(String in, String name, String detail) {
    add(in, "name", name, detail);
  }

  /** Adds what is wrong at a place of the body, as {@code #/items/0}. */
  public void inBody(String pointer, String detail) {
    add("body", "pointer", pointer, detail);
  }

  private void add(String in, String key, String place, String detail) {
    if (!isFull()) {
      var error = new LinkedHashMap<String, String>();
      error.put("in", in);
      error.put(key, place);
      error.put("detail", detail);
      errors.add(error);
    }
  }

  /** How many there are. */
  public int count() {
    return errors.size();
  }

  /** Whether more would be left out. */
  public boolean isFull() {
    return errors.size() >= MOST;
  }

  /** All of them under a status. */
  public Problem problem(int status) {
    Map<String, String> first = errors.getFirst();
    String place = first.getOrDefault("name", first.getOrDefault("pointer", ""));
    String detail =
        "The "
            + first.get("in")
            + " does not fit: "
            + (place.equals("#") ? "" : place + ": ")
            + first.get("detail")
            + (errors.size() == 1 ? "" : "; and " + (errors.size() - 1) + " more in errors");
    return Problem.of(status, detail).with("errors", errors);
  }
}
