package dev.outrigger.pool.codec;

import dev.outrigger.pool.Contents;
import java.io.ObjectInputFilter;
import java.util.List;
import java.util.Optional;

/**
 * Which classes a worker's answer may consist of. A worker runs code that may be hostile or broken,
 * and what it sends is read in the parent: classes whose reading does harm are found in libraries,
 * not among the values that a program computes with. So the JDK's values are let in, enums, records
 * and throwables, the classes of the program that the function belongs to, and what is named.
 */
public final class AllowList {
  private static final AllowList ALL = new AllowList(List.of(), List.of(), true, Optional.empty());

  private final List<Home> homes;
  private final List<String> named;
  private final boolean everything;
  private final Optional<ObjectInputFilter> filter;

  private AllowList(
      List<Home> homes,
      List<String> named,
      boolean everything,
      Optional<ObjectInputFilter> filter) {
    this.homes = homes;
    this.named = named;
    this.everything = everything;
    this.filter = filter;
  }

  /** No class is refused. */
  static AllowList all() {
    return ALL;
  }

  /**
   * The default.
   *
   * @param function of the task; its program's classes are let in
   * @param named classes, or packages with a dot at the end, that are let in as well
   */
  public static AllowList of(Object function, List<String> named) {
    return new AllowList(Homes.of(function), named, false, Optional.empty());
  }

  /** As the options say, for answers that are no task's, such as those of an actor. */
  public static AllowList forProgramOf(Class<?> type, Contents contents) {
    return contents
        .filter()
        .map(AllowList::of)
        .orElseGet(() ->
            new AllowList(List.of(Home.of(type)), contents.allowed(), false, Optional.empty()));
  }

  /** Values and our own classes, whatever the user says. */
  static AllowList own(Class<?> ours) {
    return new AllowList(List.of(Home.of(ours)), List.of(), false, Optional.empty());
  }

  /** What the user's own filter does not reject. */
  public static AllowList of(ObjectInputFilter filter) {
    return new AllowList(List.of(), List.of(), false, Optional.of(filter));
  }

  /** The user's own filter, which decides in place of the list. */
  Optional<ObjectInputFilter> filter() {
    return filter;
  }

  boolean allows(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    Class<?> wanted = element;
    return everything
        || wanted.isPrimitive()
        || PlainTypes.include(wanted)
        || homes.stream().anyMatch(home -> home.owns(wanted))
        || named.stream().anyMatch(name -> matches(name, wanted.getName()));
  }

  private static boolean matches(String name, String type) {
    return name.endsWith(".")
        ? type.startsWith(name)
        : type.equals(name) || type.startsWith(name + "$");
  }
}
