package dev.outrigger.pool.codec;

import java.util.List;

/**
 * What a reader lets in.
 *
 * @param loaders where classes are looked up, one after the other
 * @param filter which of them are accepted
 */
public record Trust(List<ClassLoader> loaders, AllowList filter) {
  /** Everything that the loader knows: for what comes from the parent. */
  public static Trust all(ClassLoader loader) {
    return new Trust(List.of(loader), AllowList.all());
  }

  /** The first of the loaders. */
  public ClassLoader loader() {
    return loaders.isEmpty() ? ClassLoader.getSystemClassLoader() : loaders.getFirst();
  }
}
