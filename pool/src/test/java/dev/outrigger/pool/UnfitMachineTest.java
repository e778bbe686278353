package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that a program counts on are missing. */
class UnfitMachineTest {
  @TempDir private Path folder;

  @Test
  void withoutAFolderForTemporaryFilesTheMessageSaysWhichAndWhy() throws Exception {
    Path missing = folder.resolve("missing");
    assertThat(run("-Djava.io.tmpdir=" + missing))
        .contains(
            "no pool: the pool pool can't make its folder or socket: no folder can be made in "
                + missing
                + " (java.io.tmpdir): it does not exist");
  }

  @Test
  void aHomeThatIsMissingIsNotMade() throws Exception {
    Path missing = folder.resolve("missing");
    assertThat(run("-Duser.home=" + missing)).contains("42");
    assertThat(missing).doesNotExist();
  }

  private String run(String property) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                property,
                "-cp",
                System.getProperty("java.class.path"),
                UnfitMachineTest.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output.toFile()));
    builder.environment().remove("XDG_CACHE_HOME");
    assertThat(builder.start().waitFor()).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }

  /** The program that {@link #run} runs. */
  public static void main(String[] arguments) throws Exception {
    try (ProcessPool pool = ProcessPool.builder().size(1).build()) {
      System.out.println(pool.call(Work::twice, 21));
    } catch (UncheckedIOException e) {
      System.out.println("no pool: " + e.getMessage());
    }
  }
}
