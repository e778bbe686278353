package dev.outrigger.cli.target;

import dev.outrigger.web.Application;
import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for application classes in jars and folders by their class files alone. A class that is
 * none of theirs, as that of a library, is looked for in what follows on the class path, and in
 * this process.
 */
final class ApplicationScan implements AutoCloseable {
  private static final String APPLICATION = Application.class.getName().replace('.', '/');

  private final OpenRoots roots;
  private final Map<String, Boolean> known = new HashMap<>(Map.of(APPLICATION, true));

  private ApplicationScan(OpenRoots roots) {
    this.roots = roots;
  }

  /** Opens them. */
  static ApplicationScan of(List<Path> roots) throws IOException, TargetError {
    return new ApplicationScan(OpenRoots.of(roots));
  }

  /** Binary names of the classes of the first root that can be made and are applications. */
  List<String> applications() throws IOException {
    List<String> found = new ArrayList<>();
    for (String name : roots.names(0)) {
      if (isApplication(name)
          && roots
              .find(name)
              .filter(model -> isNamed(model, name) && canBeMade(model))
              .isPresent()) {
        found.add(name.replace('/', '.'));
      }
    }
    return found;
  }

  /** Whether there is a class of this binary name. */
  boolean has(String className) throws IOException {
    return roots.find(className.replace('.', '/')).isPresent();
  }

  /** How many classes the first root has. */
  int count() throws IOException {
    return roots.names(0).size();
  }

  /** Binary names of all classes of all roots. */
  List<String> all() throws IOException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < roots.count(); i++) {
      roots.names(i).forEach(name -> all.add(name.replace('/', '.')));
    }
    return all;
  }

  /** Whether a class is an application, in whatever way it comes to be one. */
  boolean isApplicationClass(String className) throws IOException {
    return isApplication(className.replace('.', '/'));
  }

  private boolean isApplication(String name) throws IOException {
    Boolean before = known.get(name);
    if (before != null) {
      return before;
    }
    // Class files that inherit from each other in a circle are nothing that a JVM would load.
    known.put(name, false);
    boolean is = false;
    Optional<ClassModel> model = name.startsWith("java/") ? Optional.empty() : roots.find(name);
    if (model.isPresent()) {
      List<ClassEntry> above = new ArrayList<>(model.get().interfaces());
      model.get().superclass().ifPresent(above::add);
      for (ClassEntry each : above) {
        is |= isApplication(each.asInternalName());
      }
    }
    known.put(name, is);
    return is;
  }

  // A folder above that of the classes is no class path.
  private static boolean isNamed(ClassModel model, String name) {
    return model.thisClass().asInternalName().equals(name);
  }

  private static boolean canBeMade(ClassModel model) {
    return model.flags().has(AccessFlag.PUBLIC)
        && !model.flags().has(AccessFlag.ABSTRACT)
        && model.findAttribute(Attributes.enclosingMethod()).isEmpty()
        && model.methods().stream().anyMatch(ApplicationScan::isPlainConstructor);
  }

  private static boolean isPlainConstructor(MethodModel method) {
    return method.methodName().equalsString(ConstantDescs.INIT_NAME)
        && method.methodType().equalsString("()V")
        && method.flags().has(AccessFlag.PUBLIC);
  }

  @Override
  public void close() throws IOException {
    roots.close();
  }
}
