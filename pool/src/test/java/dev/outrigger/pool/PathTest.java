package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths, which the JDK can't serialize. */
class PathTest {
  private static ProcessPool pool;

  @TempDir private Path folder;

  record Job(Path from, List<Path> to) implements Serializable {}

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("paths").size(1).build();
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  static Path sibling(Path path) {
    return path.resolveSibling("b c.ä");
  }

  static Job turned(Job job) {
    return new Job(job.to().getFirst(), List.of(job.from()));
  }

  @Test
  void aPathCanBeAnArgumentAndAResult() throws Exception {
    assertThat(pool.call(PathTest::sibling, folder.resolve("a")))
        .isEqualTo(folder.resolve("b c.ä"));
  }

  @Test
  void aPathCanBePartOfARecordOrAList() throws Exception {
    Job job = new Job(Path.of("relative"), List.of(folder));
    assertThat(pool.call(PathTest::turned, job)).isEqualTo(turned(job));
  }

  @Test
  void aPathCanBeCaptured() throws Exception {
    Path captured = folder;
    assertThat(pool.call(() -> captured.resolve("a"))).isEqualTo(folder.resolve("a"));
  }

  @Test
  void aPathInsideAnArchiveIsRefusedByName() throws Exception {
    URI archive = URI.create("jar:" + folder.resolve("a.zip").toUri());
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      assertThatThrownBy(() -> pool.call(PathTest::sibling, zip.getPath("/a")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ZipPath is not Serializable");
    }
  }
}
