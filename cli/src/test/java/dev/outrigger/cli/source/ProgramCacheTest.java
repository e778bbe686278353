package dev.outrigger.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {
  @TempDir Path temp = Path.of("");

  private Path save(String name, String text) throws IOException {
    return Files.writeString(Files.createDirectories(temp.resolve("in")).resolve(name), text);
  }

  private Path saveApplication(String name, String head, String body) throws IOException {
    return save(
        name + ".java",
        head
            + "public class %s implements dev.outrigger.web.Application {".formatted(name)
            + " public void configure(dev.outrigger.web.App app) {} "
            + " public String toString() { return "
            + body
            + "; } }");
  }

  private CompiledProgram compile(Path file) throws IOException, SourceError {
    return ProgramCache.of(Map.of("XDG_CACHE_HOME", temp.resolve("out").toString()), temp)
        .compile(file);
  }

  private String run(Path file) throws IOException, SourceError {
    CompiledProgram program = compile(file);
    return program.newApplication(program.newLoader()).toString();
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(temp.resolve("out/outrigger"))) {
      return entries.toList();
    }
  }

  @Test
  void neighboursAreFoundInThePackageTheyDeclare() throws Exception {
    save("Same.java", "package some.where; class Same { static String x() { return far.Far.X; } }");
    save("Far.java", "package far; public class Far { public static final String X = \"far\"; }");
    save("Broken.java", "package some.where; class Broken { nonsense");
    save("module-info.java", "module m { requires nothing.at.all; }");
    assertThat(run(saveApplication("Main", "package some.where;", "Same.x()"))).isEqualTo("far");
  }

  @Test
  void aProgramWithoutPackageUsesItsNeighbours() throws Exception {
    save("Same.java", "class Same { static String x() { return \"same\"; } }");
    assertThat(run(saveApplication("Main", "", "Same.x()"))).isEqualTo("same");
  }

  @Test
  void anUnchangedProgramIsCompiledOnceAndAChangedOneAgain() throws Exception {
    Path main = saveApplication("Main", "", "Same.X");
    save("Same.java", "class Same { static final String X = \"one\"; }");
    assertThat(run(main)).isEqualTo("one");
    assertThat(run(main)).isEqualTo("one");
    assertThat(entries()).hasSize(1);
    save("Same.java", "class Same { static final String X = \"two\"; }");
    assertThat(run(main)).isEqualTo("two");
  }

  @Test
  void anEntryThatLostItsFilesIsMadeAgain() throws Exception {
    Path main = saveApplication("Main", "", "\"whole\"");
    assertThat(run(main)).isEqualTo("whole");
    Files.writeString(entries().getFirst().resolve("program"), "");
    assertThat(run(main)).isEqualTo("whole");
    Files.delete(entries().getFirst().resolve("classes/Main.class"));
    assertThat(run(main)).isEqualTo("whole");
  }

  @Test
  void aResourceIsTheFileBesideTheSourceAsItIsNow() throws Exception {
    save("page.html", "old");
    CompiledProgram program = compile(saveApplication("Main", "package a.b;", "\"\""));
    save("page.html", "new");
    Class<?> type = Class.forName("a.b.Main", true, program.newLoader());
    try (InputStream page = Objects.requireNonNull(type.getResourceAsStream("page.html"))) {
      assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("new");
    }
  }

  @Test
  void whatDoesNotCompileLeavesNothingBehindAndIsToldAsJavacTellsIt() throws Exception {
    Path main = saveApplication("Main", "", "1");
    assertThatThrownBy(() -> compile(main))
        .isInstanceOf(SourceError.class)
        .hasMessageStartingWith(main + ":1: error: incompatible types")
        .hasMessageEndingWith("1 error");
    assertThat(entries()).isEmpty();
  }

  @Test
  void anErrorInANeighbourNamesTheNeighbour() throws Exception {
    Path neighbour = save("Same.java", "class Same { static String x() { return 1; } }");
    Path main = saveApplication("Main", "", "Same.x()");
    assertThatThrownBy(() -> compile(main)).hasMessageStartingWith(neighbour + ":1: error:");
  }

  @Test
  void aFileWithoutApplicationSaysWhatIsExpectedAndWhatComesClose() throws Exception {
    Path file =
        save(
            "Main.java",
            "class Main implements dev.outrigger.web.Application {"
                + " public void configure(dev.outrigger.web.App app) {} }");
    assertThatThrownBy(() -> run(file))
        .isInstanceOf(SourceError.class)
        .hasMessageContaining(file + ": no application in it")
        .hasMessageContaining("Main is not public");
  }

  @Test
  void severalApplicationsAreNamed() throws Exception {
    Path file =
        save(
            "Main.java",
            "import dev.outrigger.web.*; public class Main {"
                + " public static class One implements Application {"
                + " public void configure(App app) {} }"
                + " public static class Two implements Application {"
                + " public void configure(App app) {} } }");
    assertThatThrownBy(() -> run(file))
        .isInstanceOf(SourceError.class)
        .hasMessageContaining("One")
        .hasMessageContaining("Two");
  }

  @Test
  void aCacheThatCannotBeWrittenNamesItselfAndTheWayOut() throws Exception {
    Path main = saveApplication("Main", "", "\"\"");
    Files.writeString(temp.resolve("out"), "a file where the folder should be");
    assertThatThrownBy(() -> compile(main))
        .isInstanceOf(SourceError.class)
        .hasMessageContaining(temp.resolve("out").toString())
        .hasMessageContaining("XDG_CACHE_HOME");
  }

  @Test
  void aRelativeXdgFolderIsIgnored() throws Exception {
    Path main = saveApplication("Main", "", "\"\"");
    CompiledProgram program = ProgramCache.of(Map.of("XDG_CACHE_HOME", "out"), temp).compile(main);
    assertThat(program.roots()).allMatch(root -> root.startsWith(temp.resolve(".cache/outrigger")));
  }
}
