package dev.outrigger.web.endpoints;

import java.lang.invoke.MethodHandles;

/** The right to call what is not public, which the module of a class must give. */
final class Access {
  private Access() {}

  /**
   * A look into a class.
   *
   * @throws IllegalAccessException naming what its module must declare
   */
  static MethodHandles.Lookup into(Class<?> type) throws IllegalAccessException {
    Module own = Access.class.getModule();
    Module other = type.getModule();
    own.addReads(other);
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException closed) {
      throw new IllegalAccessException(
          "the module "
              + other.getName()
              + " keeps its package closed; declare \"opens "
              + type.getPackageName()
              + (own.isNamed() ? " to " + own.getName() : "")
              + ";\" in its module-info.java");
    }
  }
}
