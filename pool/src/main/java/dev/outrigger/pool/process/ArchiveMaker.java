package dev.outrigger.pool.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one start-up archive: a JVM plays its training, and a second JVM writes what it loaded into
 * a file, which appears under its name by one rename. Both run at the lowest priority, and neither
 * outlives this process. Of several processes that want the same archive at once, the one that has
 * the lock makes it.
 */
final class ArchiveMaker {
  static final String GIVEN_UP = ".none";
  static final String LOCK = ".lock";
  static final String MAKING = "making-";

  private static final int LOWEST_PRIORITY = 19;

  /** Exit codes from here on tell of a signal, which says nothing about the archive. */
  private static final int SIGNALLED = 128;

  private final Path folder;
  private final Training training;
  private final ToolOptions toolOptions;
  private final String key;
  private volatile @Nullable Leash running;

  ArchiveMaker(Path folder, Training training, ToolOptions toolOptions, String key) {
    this.folder = folder;
    this.training = training;
    this.toolOptions = toolOptions;
    this.key = key;
  }

  /** Silent if it fails: processes then start without. */
  void make(BooleanSupplier stillWanted) {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(key + LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock()) {
      if (lock != null && stillWanted.getAsBoolean()) {
        makeAside();
        CacheSweep.archives(folder);
      }
    } catch (IOException | OverlappingFileLockException _) {
      // Without a lock or without room on the disk there is none.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void makeAside() throws IOException, InterruptedException {
    Path aside = Files.createTempDirectory(folder, MAKING);
    PrivateDirectory socket = PrivateDirectory.create();
    Thread atExit = new Thread(() -> tidy(aside, socket), "outrigger-startup-archive-end");
    try {
      Runtime.getRuntime().addShutdownHook(atExit);
      makeIn(aside, socket.socket());
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // This process is leaving.
    } finally {
      tidy(aside, socket);
    }
  }

  private void tidy(Path aside, PrivateDirectory socket) {
    Leash last = running;
    if (last != null) {
      // It writes into the folder until it is gone.
      last.close();
    }
    socket.delete();
    PrivateDirectory.delete(aside);
  }

  private void makeIn(Path aside, Path socket) throws IOException, InterruptedException {
    Path recorded = aside.resolve("recorded");
    Path archive = aside.resolve("archive");
    boolean made =
        run(
                List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recorded),
                training.main().apply(socket))
            && run(
                List.of(
                    "-XX:AOTMode=create",
                    "-XX:AOTConfiguration=" + recorded,
                    "-XX:AOTCache=" + archive),
                List.of());
    if (made && Files.exists(archive)) {
      String name = key + "-" + StartupArchive.checksum(archive) + StartupArchive.ENDING;
      Files.move(archive, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private boolean run(List<String> mode, List<String> main)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(CommandLine.nice(LOWEST_PRIORITY));
    command.add(CommandLine.java().toString());
    command.addAll(training.flags());
    command.addAll(mode);
    command.addAll(List.of("-Xlog:disable", "-cp", training.jar().toString()));
    command.addAll(main);
    try (Leash maker = Leash.start(command, toolOptions)) {
      running = maker;
      int code = maker.await(training.patience().toSeconds()) ? maker.code() : 1;
      if (code > 0 && code < SIGNALLED) {
        giveUp();
      }
      return code == 0;
    }
  }

  private void giveUp() throws IOException {
    Files.write(folder.resolve(key + GIVEN_UP), new byte[0]);
  }
}
