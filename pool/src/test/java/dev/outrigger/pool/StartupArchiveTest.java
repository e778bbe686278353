package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One archive is made for all; each test has a copy of it, and a process that uses the copy. */
class StartupArchiveTest {
  private static final int HEADER = 4096;

  @TempDir private static Path made;
  private static String classPath = "";
  @TempDir private Path cache;

  @BeforeAll
  static void makeOne() throws Exception {
    // As users have it, and in one place for all copies of the cache.
    Path classes =
        Path.of(ProcessPool.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = made.resolve("pool.jar");
    ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
    assertThat(
            tool.run(System.out, System.err, "cf", jar.toString(), "-C", classes.toString(), "."))
        .isZero();
    classPath = System.getProperty("java.class.path").replace(classes.toString(), jar.toString());
    assertThat(classPath).contains("pool.jar");
    assertThat(run(made, "until-made", "1")).contains("works false");
    assertThat(archives(made)).hasSize(1);
  }

  @Test
  void aLaterProcessStartsItsWorkersFromIt() throws Exception {
    copy();
    assertThat(run(cache, "once", "1")).contains("works true");
  }

  @Test
  void twoProcessesThatMakeItAtOnceBothWorkAndLeaveOne() throws Exception {
    Process one = start(cache, "until-made", "1", "one");
    Process two = start(cache, "until-made", "1", "two");
    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    assertThat(archives(cache)).hasSize(1);
    try (Stream<Path> left = Files.list(cache.resolve("start-up"))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("making-"));
    }
  }

  @ParameterizedTest(name = "while it is in mode {0}")
  @ValueSource(strings = {"record", "create"})
  void whoMakesItDoesNotOutliveAProgramThatIsKilled(String mode) throws Exception {
    Process program = start(cache, "until-made", "1", "output");
    List<ProcessHandle> made = new ArrayList<>();
    Await.until(
        "its maker",
        () -> made.addAll(program.descendants().filter(child -> isMaker(child, mode)).toList()));
    List<ProcessHandle> all = program.descendants().toList();
    program.destroyForcibly();
    Orphans.awaitEnd(Stream.concat(made.stream(), all.stream()).toList());
    assertThat(archives(cache)).isEmpty();
  }

  private static boolean isMaker(ProcessHandle process, String mode) {
    String[] command = process.info().arguments().orElse(new String[0]);
    return List.of(command).contains("-XX:AOTMode=" + mode)
        && process.info().command().orElse("").endsWith("java");
  }

  @Test
  void aTruncatedOneIsLeftAlone() throws Exception {
    copy();
    try (RandomAccessFile file = archive()) {
      file.setLength(file.length() / 2);
    }
    assertThat(run(cache, "once", "1")).contains("works false");
  }

  @Test
  void oneWithWrongBytesInTheMiddleIsLeftAlone() throws Exception {
    copy();
    try (RandomAccessFile file = archive()) {
      file.seek(file.length() / 3);
      file.write(new byte[1 << 20]);
    }
    assertThat(run(cache, "once", "1")).contains("works false");
  }

  @Test
  void garbageIsLeftAloneByTheJvmThoughItsNameTellsItsChecksum() throws Exception {
    copy();
    byte[] garbage = new byte[1 << 20];
    new Random(7).nextBytes(garbage);
    rewrite(garbage);
    assertThat(run(cache, "once", "1")).contains("works");
  }

  @Test
  void oneThatCrashesTheJvmIsThrownAwayAndTheNextWorkerStartsWithout() throws Exception {
    copy();
    byte[] bytes = Files.readAllBytes(archives(cache).getFirst());
    byte[] noise = new byte[bytes.length - 4 * HEADER];
    new Random(7).nextBytes(noise);
    System.arraycopy(noise, 0, bytes, 2 * HEADER, noise.length);
    rewrite(bytes);
    assertThat(run(cache, "once", "1")).contains("works");
    assertThat(archives(cache)).isEmpty();
  }

  @Test
  void otherJvmArgumentsHaveAnArchiveOfTheirOwn() throws Exception {
    copy();
    assertThat(run(cache, "until-made", "1", "-Xss512k")).contains("works false");
    assertThat(archives(cache)).hasSize(2);
  }

  @Test
  void argumentsThatConcernArchivesThemselvesAreObeyed() throws Exception {
    copy();
    assertThat(run(cache, "once", "1", "-Xshare:off")).contains("works false");
  }

  @Test
  void anyHeapWillDo() throws Exception {
    copy();
    assertThat(run(cache, "once", "3")).contains("works true");
  }

  private void copy() throws IOException {
    Path from = made.resolve("start-up");
    Path to = Files.createDirectory(cache.resolve("start-up"));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private RandomAccessFile archive() throws IOException {
    return new RandomAccessFile(archives(cache).getFirst().toFile(), "rw");
  }

  /** Under the name that goes with these bytes, as if they had been made so. */
  private void rewrite(byte[] bytes) throws IOException {
    Path file = archives(cache).getFirst();
    Files.delete(file);
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    String key = file.getFileName().toString().split("-", 2)[0];
    String name = key + "-" + String.format("%08x", sum.getValue()) + ".aot";
    Files.write(file.resolveSibling(name), bytes);
  }

  private static List<Path> archives(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("start-up"))) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    }
  }

  private static String run(Path cache, String what, String workers, String... jvmArguments)
      throws Exception {
    Process process = start(cache, what, workers, "output", jvmArguments);
    int code = process.waitFor();
    String output = Files.readString(cache.resolve("output"));
    assertThat(code).as(output).isZero();
    return output;
  }

  private static Process start(
      Path cache, String what, String workers, String output, String... jvmArguments)
      throws IOException {
    return new ProcessBuilder(
            Stream.concat(
                    Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        classPath,
                        ArchivingProgram.class.getName(),
                        cache.toString(),
                        what,
                        workers),
                    Stream.of(jvmArguments))
                .toList())
        .redirectErrorStream(true)
        .redirectOutput(Redirect.to(cache.resolve(output).toFile()))
        .start();
  }
}
