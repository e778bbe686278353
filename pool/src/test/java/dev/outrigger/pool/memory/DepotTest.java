package dev.outrigger.pool.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepotTest {
  private static final MemorySegment CONTENT = MemorySegment.ofArray(new double[] {1, 2, 3, 4});

  @TempDir private Path folder;
  private Path memory;
  private Path files;

  @BeforeEach
  void makeFolders() throws Exception {
    memory = Files.createDirectory(folder.resolve("memory"));
    files = Files.createDirectory(folder.resolve("files"));
  }

  @Test
  void whatFindsNoRoomInMemoryIsAFile() throws Exception {
    Depot depot = depot(place -> place.startsWith(memory) ? 20 : 1000);
    Region region = depot.copy(CONTENT);
    assertThat(region.ref().inMemory()).isFalse();
    try (Arena arena = Arena.ofConfined()) {
      assertThat(depot.map(region, arena).toArray(ValueLayout.JAVA_DOUBLE))
          .containsExactly(1, 2, 3, 4);
    }
    region.release();
  }

  @Test
  void someRoomIsLeftForOthers() throws Exception {
    Depot depot = depot(place -> place.startsWith(memory) ? 33 : 1000);
    Region region = depot.copy(CONTENT);
    assertThat(region.ref().inMemory()).isFalse();
    region.release();
  }

  @Test
  void withoutAnyRoomTheErrorNamesSizePlacesAndTheWayOut() throws Exception {
    Depot depot = depot(_ -> 20);
    assertThatThrownBy(() -> depot.zeros(3 << 20))
        .isInstanceOf(NoRoomException.class)
        .hasMessageContaining("3.0 MiB")
        .hasMessageContaining(memory + " has 20 bytes free")
        .hasMessageContaining(files + " has 20 bytes free")
        .hasMessageContaining("--shm-size");
    assertThat(left()).isEmpty();
  }

  @Test
  void aPlaceThatRefusesTheWriteIsAsGoodAsFull() throws Exception {
    Depot depot = depot(_ -> 1000);
    Places places = depot.enter();
    try (Stream<Path> content = Files.list(places.memory())) {
      for (Path file : content.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(places.memory());
    Region region = depot.copy(CONTENT);
    assertThat(region.ref().inMemory()).isFalse();
    region.release();
    depot.leave();
  }

  @Test
  void aLargeArrayWithoutRoomGoesByTheSocketIfItCan() throws Exception {
    Depot depot = depot(place -> place.startsWith(memory) ? 20 : 1000);
    try (ParentSharing sharing = new ParentSharing(depot)) {
      Cargo cargo = new Cargo();
      Optional<Ref> small = cargo.load(() -> sharing.put(CONTENT, 32));
      assertThat(small).isEmpty();
      Optional<Ref> large = cargo.load(() -> sharing.put(CONTENT, 31));
      assertThat(large).get().extracting(Ref::inMemory).isEqualTo(false);
      cargo.release();
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void withoutASharedMemoryFileSystemEverythingIsAFile() throws Exception {
    Depot depot = new Depot(folder.resolve("none"), files, _ -> 1000);
    Region region = depot.copy(CONTENT);
    assertThat(files.toFile().list()).hasSize(1);
    region.release();
    assertThat(left()).isEmpty();
  }

  @Test
  void theLastHolderRemovesTheFile() throws Exception {
    Depot depot = depot(_ -> 1000);
    Region region = depot.copy(CONTENT);
    region.hold();
    region.release();
    assertThat(left()).isNotEmpty();
    region.release();
    assertThat(left()).isEmpty();
    assertThatThrownBy(region::hold).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aResultIsTakenOnceAndItsFileHasNoNameFromItsArrivalOn() throws Exception {
    Depot depot = depot(_ -> 1000);
    try (ParentSharing sharing = new ParentSharing(depot)) {
      Ref ref = result(sharing, sharing.prefix(1));
      sharing.arrived(ref);
      assertThat(sharing.places().file(ref)).doesNotExist();
      sharing.died(1);
      double[] read = new double[4];
      try (Sharing.Source source = sharing.take(ref)) {
        source.copyTo(MemorySegment.ofArray(read));
      }
      assertThat(read).containsExactly(1, 2, 3, 4);
      assertThatThrownBy(() -> sharing.take(ref)).hasMessageContaining("is gone");
    }
  }

  @Test
  void aResultThatNobodyWantsIsDiscarded() throws Exception {
    Depot depot = depot(_ -> 1000);
    try (ParentSharing sharing = new ParentSharing(depot)) {
      Ref ref = result(sharing, sharing.prefix(1));
      sharing.discard(ref);
      assertThat(sharing.places().file(ref)).doesNotExist();
    }
  }

  @Test
  void aWorkerCannotNameAFileThatIsNotItsResult() throws Exception {
    Depot depot = depot(_ -> 1000);
    Region region = depot.copy(CONTENT);
    try (ParentSharing sharing = new ParentSharing(depot)) {
      sharing.arrived(region.ref());
      sharing.discard(region.ref());
      assertThat(sharing.places().file(region.ref())).exists();
      assertThatThrownBy(() -> new Ref(true, "../lock", 1).checked())
          .hasMessageContaining("is no shared file");
    }
    region.release();
  }

  @Test
  void aResultShorterThanAnnouncedIsRefused() throws Exception {
    Depot depot = depot(_ -> 1000);
    try (ParentSharing sharing = new ParentSharing(depot)) {
      Ref ref = result(sharing, sharing.prefix(1));
      Ref longer = new Ref(ref.inMemory(), ref.name(), 1 << 20);
      sharing.arrived(longer);
      assertThatThrownBy(() -> sharing.take(longer)).hasMessageContaining("shorter");
    }
  }

  private static Ref result(ParentSharing sharing, String prefix) throws Exception {
    return new WorkerSharing(sharing.places(), prefix).put(CONTENT, 0).orElseThrow();
  }

  private Depot depot(ToLongFunction<Path> free) {
    return new Depot(memory, files, free);
  }

  private List<Path> left() throws Exception {
    try (Stream<Path> inMemory = Files.list(memory);
        Stream<Path> inFiles = Files.list(files)) {
      return Stream.concat(inMemory, inFiles).toList();
    }
  }
}
