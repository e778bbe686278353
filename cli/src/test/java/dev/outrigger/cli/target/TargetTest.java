package dev.outrigger.cli.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.cli.Jars;
import dev.outrigger.cli.source.CompiledProgram;
import dev.outrigger.cli.source.ProgramCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user may name, and what they are told when it can't be served. */
class TargetTest {
  private static final Map<String, String> SHOP =
      Map.of("com.acme.Shop", Jars.application("com.acme", "Shop", "shop"));
  private static final String OTHER = "com.acme.Other";

  @TempDir private Path temp = Path.of("");
  private Path classes = Path.of("");

  @BeforeEach
  void compile() throws IOException {
    classes = Jars.compile(temp.resolve("classes"), SHOP);
  }

  private CompiledProgram load(Path named, String... classPath) throws Exception {
    return load(named.toString(), classPath);
  }

  private CompiledProgram load(String named, String... classPath) throws Exception {
    List<Path> roots = ClassPath.read(String.join(":", classPath));
    return Target.of(named, roots).load(ProgramCache.in(temp.resolve("cache")));
  }

  private static String served(CompiledProgram program) throws Exception {
    return program.newApplication(program.newLoader()).getClass().getName();
  }

  private void addOther() throws IOException {
    Path _ = Jars.compile(classes, Map.of(OTHER, Jars.application("com.acme", "Other", "other")));
  }

  @Test
  void aClassOfTheClassPathIsServed() throws Exception {
    assertThat(served(load("com.acme.Shop", classes.toString()))).isEqualTo("com.acme.Shop");
  }

  @Test
  void allJarsOfAFolderAreNamedByAStar() throws Exception {
    Path _ = Jars.pack(temp.resolve("lib/shop.jar"), classes, Map.of());
    assertThat(served(load("com.acme.Shop", temp.resolve("lib") + "/*")))
        .isEqualTo("com.acme.Shop");
  }

  @Test
  void theOnlyApplicationOfAJarIsFound() throws Exception {
    assertThat(served(load(Jars.pack(temp.resolve("shop.jar"), classes, Map.of()))))
        .isEqualTo("com.acme.Shop");
  }

  @Test
  void anApplicationIsFoundByWhatItsSuperclassInALibraryImplements() throws Exception {
    Path base =
        Jars.compile(
            temp.resolve("base"),
            Map.of(
                "lib.Base",
                "package lib; public abstract class Base implements dev.outrigger.web.Application {"
                    + " public void configure(dev.outrigger.web.App app) {} }"));
    Path _ = Jars.pack(temp.resolve("lib/base.jar"), base, Map.of());
    Path own =
        Jars.compile(
            temp.resolve("own"),
            Map.of(
                "com.acme.Based", "package com.acme; public class Based extends lib.Base {}",
                "com.acme.Plain", "package com.acme; public class Plain {}"),
            base);
    Path jar = Jars.pack(temp.resolve("own.jar"), own, Map.of("Class-Path", "lib/base.jar"));
    assertThat(served(load(jar))).isEqualTo("com.acme.Based");
  }

  @Test
  void theManifestChoosesAmongSeveral() throws Exception {
    addOther();
    Path jar = Jars.pack(temp.resolve("both.jar"), classes, Map.of("Outrigger-Application", OTHER));
    assertThat(served(load(jar))).isEqualTo(OTHER);
    Path byMain = Jars.pack(temp.resolve("main.jar"), classes, Map.of("Main-Class", OTHER));
    assertThat(served(load(byMain))).isEqualTo(OTHER);
  }

  @Test
  void severalApplicationsAreNamedWithTheWayToChoose() throws Exception {
    addOther();
    Path jar = Jars.pack(temp.resolve("both.jar"), classes, Map.of());
    assertThatThrownBy(() -> load(jar))
        .hasMessageContaining("several applications in " + jar)
        .hasMessageContaining("(com.acme.Other, com.acme.Shop)")
        .hasMessageContaining("serve com.acme.Other --class-path " + jar);
  }

  @Test
  void aFolderOfClassesAFolderWithAJarAndAFolderWithASourceFileAreServed() throws Exception {
    assertThat(served(load(classes))).isEqualTo("com.acme.Shop");
    Path _ = Jars.pack(temp.resolve("dist/shop.jar"), classes, Map.of());
    Path library = Jars.compile(temp.resolve("plain"), Map.of("Plain", "public class Plain {}"));
    Path _ = Jars.pack(temp.resolve("dist/plain.jar"), library, Map.of());
    assertThat(served(load(temp.resolve("dist")))).isEqualTo("com.acme.Shop");
    Path sources = Files.createDirectory(temp.resolve("sources"));
    Files.writeString(
        sources.resolve("Shop.java"), Jars.application("com.acme", "Shop", "from source"));
    Files.writeString(sources.resolve("Cart.java"), "package com.acme; class Cart {}");
    assertThat(served(load(sources))).isEqualTo("com.acme.Shop");
  }

  @Test
  void aFolderWithSeveralThingsToServeNamesThem() throws Exception {
    Path _ = Jars.pack(classes.resolve("shop.jar"), classes, Map.of());
    Files.writeString(classes.resolve("A.java"), Jars.application("a", "A", "a"));
    assertThatThrownBy(() -> load(classes))
        .isInstanceOf(TargetError.class)
        .hasMessageContaining("several things in the folder " + classes)
        .hasMessageContaining(classes + "/A.java, " + classes + "/shop.jar, CLASS --class-path");
  }

  @Test
  void aFolderAboveThatOfTheClassesIsNoClassPath() throws Exception {
    Path project = Files.createDirectories(temp.resolve("project"));
    Path _ = Jars.compile(project.resolve("target/classes"), SHOP);
    assertThatThrownBy(() -> load(project))
        .isInstanceOf(TargetError.class)
        .hasMessageContaining("no application in the folder " + project)
        .hasMessageContaining("0 source files, 0 jars, 2 classes");
  }

  @Test
  void aMisspeltClassIsToldTheNearestOne() {
    assertThatThrownBy(() -> load("com.acme.Shpo", classes.toString()))
        .hasMessageContaining("there is no class com.acme.Shpo on the class path (" + classes)
        .hasMessageContaining("did you mean com.acme.Shop?");
    assertThatThrownBy(() -> load("Shop", classes.toString()))
        .hasMessageContaining("did you mean com.acme.Shop?");
  }

  @Test
  void aClassThatIsNoApplicationIsToldWhichOneIs() {
    assertThatThrownBy(() -> load("com.acme.Shop$Late", classes.toString()))
        .hasMessageContaining("is no application")
        .hasMessageContaining("implements dev.outrigger.web.Application; there is com.acme.Shop");
  }

  @Test
  void whatIsNotThereIsNamedWithWhatComesNearest() throws Exception {
    Path _ = Jars.pack(temp.resolve("shop.jar"), classes, Map.of());
    assertThatThrownBy(() -> load(temp.resolve("shp.jar")))
        .isInstanceOf(TargetError.class)
        .hasMessage(
            "there is no file %s; did you mean %s?"
                .formatted(temp.resolve("shp.jar"), temp.resolve("shop.jar")));
    assertThatThrownBy(() -> load("com.acme.Shop"))
        .hasMessageContaining("a class is found with --class-path");
    assertThatThrownBy(() -> load("com.acme.Shop", temp + "/shp.jar"))
        .hasMessageContaining("did you mean " + temp + "/shop.jar?");
    Path text = Files.writeString(temp.resolve("broken.jar"), "no jar at all");
    assertThatThrownBy(() -> load(text)).hasMessageContaining("is no jar that can be read");
    assertThatThrownBy(() -> load(Files.writeString(temp.resolve("a.txt"), "")))
        .hasMessageContaining("no Java source file");
  }

  @Test
  void aSourceFileUsesALibrary() throws Exception {
    Path file =
        Files.writeString(
            temp.resolve("Uses.java"),
            "public class Uses extends com.acme.Shop { { System.getProperty(\"x\"); } }");
    assertThat(served(load(file, classes.toString()))).isEqualTo("Uses");
  }

  @Test
  void aProgramIsLoadedFromACopyThatADeployCannotOverwrite() throws Exception {
    Path jar = Jars.pack(temp.resolve("shop.jar"), classes, Map.of());
    CompiledProgram before = load(jar);
    Files.writeString(jar, "overwritten in place");
    assertThat(before.roots()).noneMatch(root -> root.equals(jar));
    assertThat(served(before)).isEqualTo("com.acme.Shop");
    assertThat(ProgramCache.in(temp.resolve("cache")).find("shop.jar", before.entry()))
        .hasValueSatisfying(found -> assertThat(found.roots()).isEqualTo(before.roots()));
  }

  @Test
  void anUnchangedJarIsCopiedOnceAndAChangedOneAgain() throws Exception {
    Path jar = Jars.pack(temp.resolve("shop.jar"), classes, Map.of());
    CompiledProgram first = load(jar);
    assertThat(load(jar)).isEqualTo(first);
    addOther();
    Path _ = Jars.pack(jar, classes, Map.of("Outrigger-Application", OTHER));
    assertThat(load(jar).entry()).isNotEqualTo(first.entry());
  }
}
