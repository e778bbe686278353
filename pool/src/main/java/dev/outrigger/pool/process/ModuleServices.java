package dev.outrigger.pool.process;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The services that the program's modules provide, in the form that a class path has them: workers
 * have the modules there, where nobody looks into {@code module-info}. What can't be had in that
 * form (a provider made by a static method) is left out.
 */
final class ModuleServices {
  private static final String FOLDER = "META-INF/services/";

  private ModuleServices() {}

  /** Of the modules on this class path: the content of files, by their names. */
  static Map<String, String> files(ModuleLayer layer, List<Path> classPath) {
    Map<String, Set<String>> providers = new TreeMap<>();
    for (Module module : layer.modules()) {
      ModuleDescriptor descriptor = module.getDescriptor();
      // Automatic ones have such files.
      if (!descriptor.isAutomatic()
          && ClassPaths.file(layer, module).filter(classPath::contains).isPresent()) {
        for (Provides provides : descriptor.provides()) {
          for (String provider : provides.providers()) {
            if (isPlain(module.getClassLoader(), provides.service(), provider)) {
              providers
                  .computeIfAbsent(FOLDER + provides.service(), _ -> new TreeSet<>())
                  .add(provider);
            }
          }
        }
      }
    }
    return providers.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, service -> String.join("\n", service.getValue()) + "\n"));
  }

  private static boolean isPlain(ClassLoader loader, String service, String provider) {
    try {
      Class<?> type = Class.forName(provider, false, loader);
      return Class.forName(service, false, loader).isAssignableFrom(type)
          && Modifier.isPublic(type.getConstructor().getModifiers());
    } catch (ReflectiveOperationException | LinkageError _) {
      return false;
    }
  }
}
