package dev.outrigger.runtime.asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each test of ours that docs/asyncio-tests.md names is there. */
class AsyncioTestsPageTest {
  private static final Path PAGE = Path.of("../docs/asyncio-tests.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern REFERENCE = Pattern.compile("(\\w+Test)\\.(\\w+)");

  private static final Map<String, String> SOURCES = new HashMap<>();
  private static List<Page.Row> rows;

  @BeforeAll
  static void readThem() throws IOException {
    rows = Page.rows(PAGE);
    try (Stream<Path> files = Files.walk(TESTS)) {
      for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        SOURCES.put(name, Files.readString(file));
      }
    }
  }

  @Test
  void everyTestThatIsNamedIsThere() {
    List<String> named = rows.stream().flatMap(row -> row.code(2).stream()).toList();
    List<String> tests = named.stream().filter(REFERENCE.asMatchPredicate()).toList();
    assertThat(tests).hasSizeGreaterThan(200).allMatch(AsyncioTestsPageTest::exists);
  }

  private static boolean exists(String reference) {
    int dot = reference.indexOf('.');
    String source = SOURCES.getOrDefault(reference.substring(0, dot), "");
    return source.contains("\n  void " + reference.substring(dot + 1) + "(");
  }

  @Test
  void everyStatementHasATestOrAReason() {
    assertThat(rows)
        .hasSizeGreaterThan(200)
        .allSatisfy(row -> {
          String ours = row.cell(2);
          boolean hasTest = row.code(2).stream().anyMatch(REFERENCE.asMatchPredicate());
          assertThat(hasTest || ours.matches("(differs|not ours|not tested).*")).isTrue();
        });
  }
}
