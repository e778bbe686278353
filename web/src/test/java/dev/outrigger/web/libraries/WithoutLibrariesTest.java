package dev.outrigger.web.libraries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a program on whose class path the optional libraries are missing. */
class WithoutLibrariesTest {
  private static final List<String> OPTIONAL =
      List.of(
          "caffeine",
          "concurrency-limits",
          "nimbus",
          "pebble",
          "swagger",
          "brotli4j",
          "native-linux",
          "zstd-jni",
          "slf4j");

  @TempDir private Path folder;

  @Test
  void itServesAndEachFeatureNamesItsLibraryInOneLine() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry ->
                OPTIONAL.stream().noneMatch(Path.of(entry).getFileName().toString()::startsWith))
            .collect(Collectors.joining(File.pathSeparator));
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                BareProgram.class.getName())
            .redirectError(errors.toFile())
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(printed + Files.readString(errors)).isZero();
    assertThat(printed.lines())
        .containsExactly(
            "served 200 gzip",
            "refused 415 gzip, deflate",
            "rate limits need com.github.ben-manes.caffeine:caffeine, which is not on the class"
                + " path: add it",
            "sessions in memory need com.github.ben-manes.caffeine:caffeine, which is not on the"
                + " class path: add it",
            "shared results need com.github.ben-manes.caffeine:caffeine, which is not on the class"
                + " path: add it",
            "OpenAPI documents need io.swagger.core.v3:swagger-core, which is not on the class"
                + " path: add it",
            "JSON Web Tokens need com.nimbusds:nimbus-jose-jwt, which is not on the class path:"
                + " add it",
            "limits of concurrency need com.netflix.concurrency-limits:concurrency-limits-core,"
                + " which is not on the class path: add it",
            "limits of concurrency need com.netflix.concurrency-limits:concurrency-limits-core,"
                + " which is not on the class path: add it",
            "templates need io.pebbletemplates:pebble, which is not on the class path: add it",
            "the end");
  }
}
