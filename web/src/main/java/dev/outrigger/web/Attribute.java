package dev.outrigger.web;

/**
 * The key of something that belongs to a request: who asks, its session, its number. Two keys are
 * never the same, whatever their names, so that strangers' middleware can't collide.
 *
 * <pre>{@code
 * static final Attribute<User> USER = Attribute.named("user");
 * }</pre>
 *
 * @param <T> what stands under the key
 */
public final class Attribute<T> {
  private final String name;

  private Attribute(String name) {
    this.name = name;
  }

  /** A new key. */
  public static <T> Attribute<T> named(String name) {
    return new Attribute<>(name);
  }

  /** What stands under this key in a map; whoever put it there did so by a T. */
  @SuppressWarnings("unchecked")
  T cast(Object value) {
    return (T) value;
  }

  /** The name, for messages. */
  @Override
  public String toString() {
    return name;
  }
}
