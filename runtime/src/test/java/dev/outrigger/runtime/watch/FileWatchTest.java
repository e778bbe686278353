package dev.outrigger.runtime.watch;

import static dev.outrigger.runtime.OnOneLoop.within;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.watch.Change.Kind;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class FileWatchTest {
  @Parameter TaskBackend backend;

  @TempDir Path folder;

  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  private Path root() throws Exception {
    return Files.createDirectories(folder.resolve("root"));
  }

  private static Path write(Path file, String text) throws Exception {
    return Files.writeString(file, text);
  }

  private Map<Path, Kind> next(FileWatch watch) throws Exception {
    Map<Path, Kind> told = new LinkedHashMap<>();
    one.run(watch::next).forEach(change -> told.put(change.path(), change.kind()));
    return told;
  }

  /** All that is told until this file is. */
  private Map<Path, Kind> until(FileWatch watch, Path last) throws Exception {
    Map<Path, Kind> told = new LinkedHashMap<>();
    while (!told.containsKey(last)) {
      told.putAll(next(watch));
    }
    return told;
  }

  @Test
  void aTaskWaitsForAChangeWhileOthersRun() throws Exception {
    Path file = write(root().resolve("file"), "old");
    try (FileWatch watch = FileWatch.of(root()).start()) {
      CompletableFuture<Set<Change>> told = one.start(watch::next);
      one.run(() -> write(file, "newer"));
      assertThat(within(told)).containsExactly(new Change(Kind.MODIFIED, file));
    }
  }

  @Test
  void whatHappensAtOnceIsOneBatch() throws Exception {
    Path kept = write(root().resolve("kept"), "old");
    Path gone = write(root().resolve("gone"), "old");
    try (FileWatch watch = FileWatch.of(root()).quiet(Duration.ofMillis(200)).start()) {
      Path added = write(root().resolve("added"), "new");
      write(kept, "newer");
      write(kept, "newest");
      Files.delete(gone);
      Files.delete(write(root().resolve("passing"), "short"));
      assertThat(next(watch))
          .containsOnly(
              Map.entry(kept, Kind.MODIFIED),
              Map.entry(gone, Kind.REMOVED),
              Map.entry(added, Kind.ADDED));
    }
  }

  @Test
  void anEditorThatRenamesOverTheFileHasChangedIt() throws Exception {
    Path file = write(root().resolve("file"), "old");
    try (FileWatch watch = FileWatch.of(root()).exclude("*.tmp").start()) {
      Files.move(write(root().resolve("file.tmp"), "new"), file, ATOMIC_MOVE);
      assertThat(next(watch)).containsOnly(Map.entry(file, Kind.MODIFIED));
    }
  }

  @Test
  void anEditorThatDeletesAndCreatesTheFileHasChangedIt() throws Exception {
    Path file = write(root().resolve("file"), "same");
    try (FileWatch watch = FileWatch.of(root()).quiet(Duration.ofMillis(200)).start()) {
      Files.delete(file);
      write(file, "same");
      assertThat(next(watch)).containsOnly(Map.entry(file, Kind.MODIFIED));
    }
  }

  @Test
  void aFileIsWatchedByItsNameAndNothingBesideIt() throws Exception {
    Path file = write(root().resolve("file"), "old");
    try (FileWatch watch = FileWatch.of(file).start()) {
      write(root().resolve("beside"), "new");
      for (String text : new String[] {"first", "second"}) {
        Files.move(write(root().resolve("file.tmp"), text), file, ATOMIC_MOVE);
        assertThat(next(watch)).containsOnly(Map.entry(file, Kind.MODIFIED));
      }
    }
  }

  @Test
  void directoriesThatComeLaterAreWatchedWithTheFilesThatTheyCameWith() throws Exception {
    try (FileWatch watch = FileWatch.of(root()).start()) {
      Path deep = Files.createDirectories(root().resolve("a/b/c"));
      Path first = write(deep.resolve("first"), "new");
      assertThat(until(watch, first)).containsOnly(Map.entry(first, Kind.ADDED));
      Path second = write(deep.resolve("second"), "new");
      assertThat(until(watch, second)).containsEntry(second, Kind.ADDED);
    }
  }

  @Test
  void aDirectoryThatMovesIsToldAtBothPlacesAndWatchedAtTheNewOne() throws Exception {
    Path here = Files.createDirectories(root().resolve("here"));
    Files.createDirectories(root().resolve("deep"));
    Path there = root().resolve("deep/there");
    write(here.resolve("file"), "old");
    try (FileWatch watch = FileWatch.of(root()).quiet(Duration.ofMillis(200)).start()) {
      Files.move(here, there);
      assertThat(next(watch))
          .containsOnly(
              Map.entry(here.resolve("file"), Kind.REMOVED),
              Map.entry(there.resolve("file"), Kind.ADDED));
      write(there.resolve("file"), "newer");
      assertThat(next(watch)).containsOnly(Map.entry(there.resolve("file"), Kind.MODIFIED));
    }
  }

  @Test
  void aDirectoryThatIsMadeAnewIsWatchedOn() throws Exception {
    Path inside = Files.createDirectories(root().resolve("inside"));
    Path file = write(inside.resolve("file"), "old");
    try (FileWatch watch = FileWatch.of(root()).quiet(Duration.ofMillis(200)).start()) {
      Files.delete(file);
      Files.delete(inside);
      Files.createDirectory(inside);
      write(file, "new");
      assertThat(next(watch)).containsOnly(Map.entry(file, Kind.MODIFIED));
      write(file, "newer");
      assertThat(next(watch)).containsOnly(Map.entry(file, Kind.MODIFIED));
    }
  }

  @Test
  void aRootThatIsDeletedIsToldAndWatchedWhenItIsThereAgain() throws Exception {
    Path root = root();
    Path file = write(root.resolve("file"), "old");
    try (FileWatch watch = FileWatch.of(root).start()) {
      Files.delete(file);
      Files.delete(root);
      Map<Path, Kind> told = until(watch, root);
      assertThat(told).containsEntry(root, Kind.REMOVED).containsEntry(file, Kind.REMOVED);
      Files.createDirectory(root);
      write(file, "new");
      assertThat(until(watch, file)).containsEntry(file, Kind.ADDED);
      write(file, "newer");
      assertThat(until(watch, file)).containsEntry(file, Kind.MODIFIED);
    }
  }

  @Test
  void lostEventsLeadToALookAtEverything() throws Exception {
    Path root = root();
    try (FileWatch watch = FileWatch.of(root).start()) {
      // More than the JDK keeps for a directory while nobody takes them.
      for (int i = 0; i < 2000; i++) {
        write(root.resolve("file" + i), "new");
      }
      Path last = write(root.resolve("last"), "new");
      Map<Path, Kind> told = until(watch, last);
      assertThat(told).containsEntry(root, Kind.OVERFLOW).hasSize(2002);
    }
  }

  @Test
  void globsSayWhatCounts() throws Exception {
    Path root = root();
    Files.createDirectories(root.resolve("src/deep"));
    Files.createDirectories(root.resolve("target"));
    Files.createDirectories(root.resolve(".git"));
    FileWatchBuilder java =
        FileWatch.of(root).include("*.java").include("conf/*").exclude("target").withoutNoise();
    try (FileWatch watch = java.quiet(Duration.ofMillis(200)).start()) {
      write(root.resolve("target/Made.java"), "new");
      write(root.resolve(".git/Index.java"), "new");
      write(root.resolve("notes"), "new");
      Path source = write(root.resolve("src/deep/Main.java"), "new");
      Path setting = write(Files.createDirectories(root.resolve("conf")).resolve("app"), "new");
      assertThat(next(watch))
          .containsOnly(Map.entry(source, Kind.ADDED), Map.entry(setting, Kind.ADDED));
    }
  }

  @Test
  void anExchangedLinkChangesWhatIsReadThroughIt() throws Exception {
    Path root = root();
    for (String version : new String[] {"v1", "v2"}) {
      write(Files.createDirectories(root.resolve(version)).resolve("config"), version);
    }
    Path data = Files.createSymbolicLink(root.resolve("data"), Path.of("v1"));
    Path config = Files.createSymbolicLink(root.resolve("config"), Path.of("data/config"));
    try (FileWatch watch = FileWatch.of(config).start()) {
      Path fresh = Files.createSymbolicLink(root.resolve("data.new"), Path.of("v2"));
      Files.move(fresh, data, ATOMIC_MOVE);
      assertThat(next(watch)).containsOnly(Map.entry(config, Kind.MODIFIED));
    }
  }

  @Test
  void aLinkThatLeadsRoundInCirclesDoesNoHarm() throws Exception {
    Path root = root();
    Files.createSymbolicLink(root.resolve("circle"), root);
    try (FileWatch watch = FileWatch.of(root).start()) {
      Path file = write(root.resolve("file"), "new");
      assertThat(next(watch)).containsOnly(Map.entry(file, Kind.ADDED));
    }
  }

  @Test
  void aBatchEndsAtItsBoundAlthoughItIsNeverQuiet() throws Exception {
    Path file = write(root().resolve("file"), "old");
    FileWatchBuilder never =
        FileWatch.of(root()).quiet(Duration.ofMinutes(10)).atMost(Duration.ofMillis(50));
    try (FileWatch watch = never.start()) {
      write(file, "newer");
      assertThat(next(watch)).containsOnly(Map.entry(file, Kind.MODIFIED));
    }
  }

  @Test
  void aDeadlineEndsTheWaitAndLosesNoChange() throws Exception {
    Path file = write(root().resolve("file"), "old");
    FileWatchBuilder slow = FileWatch.of(root()).quiet(Duration.ofSeconds(1));
    try (FileWatch watch = slow.start()) {
      write(file, "newer");
      assertThatThrownBy(() -> one.run(() -> Scope.timeout(Duration.ofMillis(50), watch::next)))
          .hasCauseInstanceOf(TimeoutException.class);
      assertThat(next(watch)).containsOnly(Map.entry(file, Kind.MODIFIED));
    }
  }

  @Test
  void closingEndsTheWait() throws Exception {
    FileWatch watch = FileWatch.of(root()).start();
    CompletableFuture<Set<Change>> waiting = one.start(watch::next);
    one.run(() -> {
      watch.close();
      return true;
    });
    assertThatThrownBy(() -> within(waiting)).hasCauseInstanceOf(ClosedWatchServiceException.class);
  }

  @Test
  void nothingToWatchIsToldAtOnce() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> FileWatch.of(missing).start())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing + ": there is nothing to watch");
  }
}
