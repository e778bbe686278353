package dev.outrigger.runtime.watch;

import dev.outrigger.runtime.Blocking;
import dev.outrigger.runtime.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells which files have changed, for reloads.
 *
 * <pre>{@code
 * try (FileWatch watch = FileWatch.of(Path.of("src")).include("*.java").withoutNoise().start()) {
 *   while (true) {
 *     reload(watch.next());
 *   }
 * }
 * }</pre>
 *
 * <p>Directories are watched with all below, those that come later too. A file is watched by its
 * name: an editor that writes another and renames it, or deletes and creates it, has changed it. A
 * root that goes away is told as removed, and as added when it is there again. A link to a file
 * counts as what it leads to, as seen when something happens in the link's own directory, as it
 * does when Kubernetes exchanges a configuration; links to directories are not followed, but a root
 * may be one. Paths are told as absolute ones; directories, but for roots, are not told.
 *
 * <p>A change may be told twice rather than never. On Linux the kernel tells of changes at once; on
 * macOS the JDK looks every few seconds. Changes that other machines make to a network file system
 * are not seen, nor is a move of a directory above a root.
 *
 * <p>Threading: all methods from any thread; several that wait take turns.
 */
public final class FileWatch implements AutoCloseable {
  private final WatchService service;
  private final Watches watches;
  private final long quietNanos;
  private final long atMostNanos;
  private final Changes changes = new Changes();
  private final List<Tree> trees = new ArrayList<>();
  private final ReentrantLock turn = new ReentrantLock(true);

  // What events have said and nobody has looked at yet: it outlives a wait that is cancelled.
  private final Set<Path> dirty = new HashSet<>();
  private final Set<Path> touched = new HashSet<>();
  private boolean lost;

  private FileWatch(WatchService service, Duration quiet, Duration atMost) {
    this.service = service;
    this.watches = new Watches(service);
    this.quietNanos = quiet.toNanos();
    this.atMostNanos = atMost.toNanos();
  }

  /** Options first, then {@link FileWatchBuilder#start}. */
  public static FileWatchBuilder of(Path... roots) {
    return new FileWatchBuilder(List.of(roots));
  }

  static FileWatch start(List<Path> roots, Globs globs, Duration quiet, Duration atMost)
      throws IOException, InterruptedException {
    Scope.checkpoint();
    FileWatch watch = new FileWatch(FileSystems.getDefault().newWatchService(), quiet, atMost);
    try {
      watch.elsewhere(() -> watch.begin(roots, globs));
      return watch;
    } catch (Throwable e) {
      watch.close();
      throw e;
    }
  }

  private boolean begin(List<Path> roots, Globs globs) throws IOException {
    for (Path given : roots) {
      Tree tree = new Tree(Root.of(given, globs), watches, changes);
      trees.add(tree);
      tree.begin();
    }
    return true;
  }

  /**
   * Waits for changes, and then until it is quiet. Never empty.
   *
   * @throws dev.outrigger.runtime.CancelledException if the scope around was cancelled; nothing is
   *     lost, the next call tells
   * @throws java.nio.file.ClosedWatchServiceException if this is closed, now or meanwhile
   * @throws IOException if the system gives no more watches
   */
  public Set<Change> next() throws IOException, InterruptedException {
    Scope.checkpoint();
    try {
      turn.lockInterruptibly();
      try {
        return nextInTurn();
      } finally {
        turn.unlock();
      }
    } catch (InterruptedException e) {
      Scope.checkpoint();
      throw e;
    }
  }

  private Set<Change> nextInTurn() throws IOException, InterruptedException {
    Set<Change> told = changes.takeAll();
    while (told.isEmpty()) {
      awaitBatch();
      elsewhere(this::look);
      told = changes.takeAll();
    }
    return told;
  }

  private void awaitBatch() throws InterruptedException {
    while (dirty.isEmpty() && !lost) {
      note(service.take());
    }
    long end = System.nanoTime() + atMostNanos;
    long left = Math.min(quietNanos, atMostNanos);
    while (left > 0) {
      WatchKey key = service.poll(left, TimeUnit.NANOSECONDS);
      if (key == null) {
        return;
      }
      note(key);
      left = Math.min(quietNanos, end - System.nanoTime());
    }
  }

  private void note(WatchKey key) {
    Optional<Path> directory = watches.directoryOf(key);
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.kind().equals(StandardWatchEventKinds.OVERFLOW)) {
        directory.ifPresent(this::noteLoss);
      } else if (event.context() instanceof Path name) {
        directory.ifPresent(path -> note(path, path.resolve(name)));
      }
    }
    if (!key.reset()) {
      directory.ifPresent(path -> note(path, path));
    }
  }

  private void noteLoss(Path directory) {
    lost |= trees.stream().anyMatch(tree -> tree.holds(directory));
    // Above a root much may happen that is none of ours.
    note(directory, directory);
  }

  private void note(Path directory, Path entry) {
    if (trees.stream().anyMatch(tree -> tree.isConcernedBy(directory, entry))) {
      dirty.add(directory);
      touched.add(entry);
    }
  }

  private boolean look() throws IOException {
    for (Tree tree : trees) {
      if (lost) {
        tree.lookAtAll();
      } else {
        tree.look(dirty, touched);
      }
    }
    dirty.clear();
    touched.clear();
    lost = false;
    return true;
  }

  // Whole or not at all: what it finds would be lost if a cancellation cut it short.
  private void elsewhere(Callable<Boolean> looking) throws IOException, InterruptedException {
    try {
      boolean _ = Scope.shield(() -> Blocking.call(looking));
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the watch, and the waits for it. */
  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
