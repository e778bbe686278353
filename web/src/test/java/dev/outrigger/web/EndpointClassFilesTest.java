package dev.outrigger.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints in class files as other builds make them. */
class EndpointClassFilesTest {
  private static final String SHOP =
      """
      package store;

      import dev.outrigger.web.binding.*;

      public class Shop {
        @Get("/items")
        String items(int page) {
          return "page " + page;
        }

        @Get("/named")
        String named(@FromQuery("page") int page) {
          return "page " + page;
        }
      }
      """;

  @TempDir private Path folder;

  private void compile(List<String> options, List<Path> sources) {
    var complaints = new ByteArrayOutputStream();
    var arguments = new ArrayList<String>(options);
    arguments.addAll(List.of("-proc:none", "-d", folder.resolve("classes").toString()));
    sources.forEach(source -> arguments.add(source.toString()));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, complaints, complaints, arguments.toArray(String[]::new));
    assertThat(result).as(complaints.toString(UTF_8)).isZero();
  }

  private Path written(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static Object made(ClassLoader loader) throws Exception {
    return loader.loadClass("store.Shop").getConstructor().newInstance();
  }

  private URLClassLoader loader() throws Exception {
    return new URLClassLoader(
        new URL[] {folder.resolve("classes").toUri().toURL()}, getClass().getClassLoader());
  }

  @Test
  void withoutTheNamesOfParametersTheLineSaysHowToKeepThem() throws Exception {
    compile(List.of("-cp", classPath()), List.of(written("Shop.java", SHOP)));
    try (URLClassLoader loader = loader()) {
      Object shop = made(loader);
      assertThatThrownBy(() -> App.configured(app -> app.endpoints(shop)))
          .isInstanceOf(RouteException.class)
          .hasMessageStartingWith(
              "Shop.items(parameter 1) has no name in the class file; compile with -parameters, or"
                  + " name it in an annotation, as @FromQuery(\"page\")");
    }
  }

  @Test
  void withTheNamesItIsServed() throws Exception {
    compile(List.of("-parameters", "-cp", classPath()), List.of(written("Shop.java", SHOP)));
    try (URLClassLoader loader = loader()) {
      Object shop = made(loader);
      assertThat(App.configured(app -> app.endpoints(shop)).routes()).hasSize(2);
    }
  }

  private Object inModule(String declaration) throws Exception {
    Path shop = written("Shop.java", SHOP);
    compile(
        List.of("-parameters", "-cp", classPath(), "--add-reads", "store=ALL-UNNAMED"),
        List.of(written("module-info.java", declaration), shop));
    Configuration modules =
        ModuleLayer.boot()
            .configuration()
            .resolve(
                ModuleFinder.of(folder.resolve("classes")), ModuleFinder.of(), Set.of("store"));
    ModuleLayer.Controller layer =
        ModuleLayer.defineModulesWithOneLoader(
            modules, List.of(ModuleLayer.boot()), getClass().getClassLoader());
    layer.addReads(
        layer.layer().findModule("store").orElseThrow(),
        getClass().getClassLoader().getUnnamedModule());
    return made(layer.layer().findLoader("store"));
  }

  @Test
  void aModuleThatKeepsItsPackageClosedIsToldWhatToDeclare() throws Exception {
    Object shop = inModule("module store { exports store; }");
    assertThatThrownBy(() -> App.configured(app -> app.endpoints(shop)))
        .isInstanceOf(RouteException.class)
        .hasMessageStartingWith(
            "Shop.items can't be called: the module store keeps its package closed; declare"
                + " \"opens store;\" in its module-info.java");
  }

  @Test
  void anOpenedPackageIsServed() throws Exception {
    Object shop = inModule("module store { exports store; opens store; }");
    assertThat(App.configured(app -> app.endpoints(shop)).routes()).hasSize(2);
  }
}
