package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LimitsTableTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| ([^|]+) \\|");

  @Test
  void thePageHasEachLimitWithItsDefault() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "http.md"));
    String section = page.substring(page.indexOf("\n## Limits\n"));
    Map<String, String> told = new LinkedHashMap<>();
    Matcher rows = ROW.matcher(section.substring(0, section.indexOf("\n## ", 1)));
    while (rows.find()) {
      told.put(rows.group(1), rows.group(2));
    }
    Map<String, String> real = new LinkedHashMap<>();
    for (RecordComponent limit : Limits.class.getRecordComponents()) {
      real.put(limit.getName(), limit.getAccessor().invoke(Limits.defaults()).toString());
    }
    assertThat(told).isEqualTo(real);
  }
}
