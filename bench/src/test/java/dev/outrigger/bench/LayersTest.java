package dev.outrigger.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** The layers of ARCHITECTURE.md, held against the class files of all modules. */
class LayersTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.outrigger");

  @Test
  void everyModuleIsLookedAt() {
    for (String module :
        new String[] {
          "pool", "runtime", "testing", "http", "web", "supervisor", "cli", "examples", "bench"
        }) {
      assertThat(CODE.containPackage("dev.outrigger." + module)).as(module).isTrue();
    }
  }

  @Test
  void aModuleUsesOnlyTheModulesBelowIt() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("pool")
        .definedBy("dev.outrigger.pool..")
        .layer("runtime")
        .definedBy("dev.outrigger.runtime..")
        .layer("testing")
        .definedBy("dev.outrigger.testing..")
        .layer("http")
        .definedBy("dev.outrigger.http..")
        .layer("web")
        .definedBy("dev.outrigger.web..")
        .layer("supervisor")
        .definedBy("dev.outrigger.supervisor..")
        .layer("cli")
        .definedBy("dev.outrigger.cli..")
        .layer("examples")
        .definedBy("dev.outrigger.examples..")
        .layer("bench")
        .definedBy("dev.outrigger.bench..")
        .whereLayer("pool")
        .mayOnlyBeAccessedByLayers("runtime", "web", "supervisor", "cli", "examples", "bench")
        .whereLayer("runtime")
        .mayOnlyBeAccessedByLayers(
            "testing", "http", "web", "supervisor", "cli", "examples", "bench")
        .whereLayer("testing")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("web", "supervisor", "cli", "examples", "bench")
        .whereLayer("web")
        .mayOnlyBeAccessedByLayers("cli", "examples", "bench")
        .whereLayer("supervisor")
        .mayOnlyBeAccessedByLayers("cli", "bench")
        .whereLayer("cli")
        .mayOnlyBeAccessedByLayers("bench")
        .whereLayer("examples")
        .mayOnlyBeAccessedByLayers("bench")
        .whereLayer("bench")
        .mayNotBeAccessedByAnyLayer()
        .check(CODE);
  }

  @Test
  void thePoolNeedsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("dev.outrigger.pool..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.outrigger.pool..",
            "java..",
            "javax..",
            "sun.misc..",
            "com.sun.management..",
            "org.jspecify..",
            // Optional: each is touched only by those who ask for it.
            "jdk.jfr..",
            "org.slf4j..",
            "com.github.benmanes.caffeine..",
            "me.tongfei.progressbar..",
            "")
        .check(CODE);
  }

  @Test
  void noModulesFormACycle() {
    slices().matching("dev.outrigger.(*)..").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void noPackagesOfHttpAndAboveFormACycle() {
    slices().assignedFrom(new Packages()).should().beFreeOfCycles().check(CODE);
  }

  @Test
  void packagesAreNamedAfterWhatTheyHold() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..misc..", "..impl..")
        .check(CODE);
  }

  /**
   * Each package; but the server that users start stands above all that it is made of, and what the
   * parts of web refuse requests with stands below them.
   */
  private static final class Packages implements SliceAssignment {
    private static final String SERVER = "dev.outrigger.http.HttpServer";
    private static final String PROBLEM = "dev.outrigger.web.Problem";
    private static final String TITLES = "dev.outrigger.web.Titles";

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getName();
      // In pool and runtime, the package of the API and its parts use each other.
      if (!name.startsWith("dev.outrigger.")
          || name.startsWith("dev.outrigger.pool.")
          || name.startsWith("dev.outrigger.runtime.")) {
        return SliceIdentifier.ignore();
      }
      if (name.equals(PROBLEM) || name.equals(TITLES)) {
        return SliceIdentifier.of(PROBLEM);
      }
      boolean server = name.equals(SERVER) || name.startsWith(SERVER + "$");
      return SliceIdentifier.of(server ? SERVER : type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
