package dev.outrigger.web.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.web.headers.EntityTag;
import dev.outrigger.web.headers.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which files stay in memory. */
class ShelfTest {
  private static final long CAPACITY = 100_000;

  private final Shelf shelf = new Shelf(CAPACITY);

  private static Kept file(int length) {
    Version version =
        Version.inMemory(
            Labels.of(MediaType.TEXT), new byte[length], EntityTag.weak("1"), Optional.empty());
    return new Kept(List.of(), List.of(version), List.of(), length, Instant.now());
  }

  @Test
  void itNeverKeepsMoreThanItsCapacity() {
    for (int i = 0; i < 1000; i++) {
      shelf.put("file" + i, file(i * 37 % 9000));
      assertThat(shelf.weight()).isLessThanOrEqualTo(CAPACITY);
    }
    assertThat(shelf.find("file999")).isPresent();
  }

  @Test
  void whatIsAskedForStaysWhileOthersPass() {
    shelf.put("hot", file(5000));
    for (int i = 0; i < 1000; i++) {
      shelf.put("file" + i, file(5000));
      assertThat(shelf.find("hot")).isPresent();
    }
    assertThat(shelf.find("file0")).isEmpty();
  }

  @Test
  void oneThatIsTooLongIsNotKept() {
    shelf.put("small", file(1000));
    shelf.put("long", file(60_000));
    assertThat(shelf.find("long")).isEmpty();
    assertThat(shelf.find("small")).isPresent();
  }

  @Test
  void anOlderOneOfTheSamePathMakesRoom() {
    for (int i = 0; i < 1000; i++) {
      shelf.put("same", file(5000));
    }
    shelf.put("other", file(5000));
    assertThat(shelf.find("same")).isPresent();
    assertThat(shelf.find("other")).isPresent();
    shelf.remove("same");
    assertThat(shelf.find("same")).isEmpty();
    assertThat(shelf.weight()).isLessThanOrEqualTo(CAPACITY);
  }
}
