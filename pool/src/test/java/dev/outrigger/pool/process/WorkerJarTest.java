package dev.outrigger.pool.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerJarTest {
  @TempDir private Path classes;
  @TempDir private Path cache;
  @TempDir private Path otherCache;

  @BeforeEach
  void compile() throws Exception {
    Files.writeString(Files.createDirectory(classes.resolve("a")).resolve("B.class"), "one");
  }

  @Test
  void aFolderOfClassesBecomesAJar() throws Exception {
    try (ZipFile jar = new ZipFile(WorkerJar.pack(classes, cache).toFile())) {
      assertThat(jar.getInputStream(jar.getEntry("a/B.class"))).hasContent("one");
    }
  }

  @Test
  void theSameFolderIsPackedOnce() throws Exception {
    assertThat(WorkerJar.pack(classes, cache)).isEqualTo(WorkerJar.pack(classes, cache));
  }

  @Test
  void aChangedFolderIsPackedAnew() throws Exception {
    Path before = WorkerJar.pack(classes, cache);
    Files.writeString(classes.resolve("a/B.class"), "other");
    assertThat(WorkerJar.pack(classes, cache)).isNotEqualTo(before);
  }

  @Test
  void twoThatPackAtOnceMakeTheSameFile() throws Exception {
    Path one = WorkerJar.pack(classes, cache);
    Path other = WorkerJar.pack(classes, otherCache);
    assertThat(one).hasSameBinaryContentAs(other);
    assertThat(Files.getLastModifiedTime(one)).isEqualTo(Files.getLastModifiedTime(other));
  }
}
