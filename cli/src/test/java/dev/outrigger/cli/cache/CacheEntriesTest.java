package dev.outrigger.cli.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheEntriesTest {
  @TempDir private Path temp = Path.of("");

  private Path keep(String name, String text) throws IOException {
    Path file = Files.writeString(temp.resolve(name), text);
    return KeptCopy.of(file, CacheEntries.in(temp.resolve("cache")));
  }

  private static void age(Path entry, Duration time) throws IOException {
    Files.setLastModifiedTime(entry, FileTime.from(Instant.now().minus(time)));
  }

  private static Path entry(Path copy) {
    return copy.resolve("../..").normalize();
  }

  @Test
  void whatNobodyHasUsedForAMonthGoesWhenSomethingNewIsMade() throws Exception {
    Path old = keep("old.jar", "old");
    Path used = keep("used.jar", "used");
    Path abandoned = Files.createDirectory(temp.resolve("cache/new-123"));
    Path foreign = Files.createDirectory(temp.resolve("cache/start-up"));
    for (Path each : new Path[] {entry(old), entry(used), abandoned, foreign}) {
      age(each, Duration.ofDays(31));
    }
    assertThat(KeptCopy.of(temp.resolve("used.jar"), CacheEntries.in(temp.resolve("cache"))))
        .isEqualTo(used);
    Path _ = keep("new.jar", "new");
    assertThat(old).doesNotExist();
    assertThat(abandoned).doesNotExist();
    assertThat(used).hasContent("used");
    assertThat(foreign).exists();
  }

  @Test
  void anEntryThatIsTouchedStays() throws Exception {
    Path copy = keep("used.jar", "used");
    age(entry(copy), Duration.ofDays(31));
    CacheEntries.in(temp.resolve("cache")).touch(copy);
    Path _ = keep("new.jar", "new");
    assertThat(copy).exists();
  }

  @Test
  void aCopyThatLostAFileIsMadeAgain() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("classes/a"));
    Files.writeString(folder.resolve("One.class"), "one");
    Files.writeString(folder.resolve("Two.class"), "two");
    CacheEntries cache = CacheEntries.in(temp.resolve("cache"));
    Path copy = KeptCopy.of(temp.resolve("classes"), cache);
    Files.delete(copy.resolve("a/Two.class"));
    assertThat(KeptCopy.of(temp.resolve("classes"), cache)).isEqualTo(copy);
    assertThat(copy.resolve("a/Two.class")).hasContent("two");
  }
}
