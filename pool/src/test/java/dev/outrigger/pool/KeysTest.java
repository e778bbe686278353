package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.pool.process.Settings;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private static final Set<String> FREE_TEXT =
      Set.of(
          "name",
          "worker.jvm-arguments",
          "worker.class-path",
          "worker.cache-directory",
          "contents.allow");

  /** What no text can say, or what gathers options that have keys of their own. */
  private static final Set<String> WITHOUT_KEY =
      Set.of(
          "context",
          "initializer",
          "configure",
          "configureFrom",
          "retries",
          "quarantine",
          "recycling",
          "startupCache",
          "contents",
          "codec",
          "allow",
          "serialFilter");

  private static final Pattern KEY =
      Pattern.compile("(?s)[Kk]ey:?[\\s*]+\\{@code[\\s*]+([a-z.-]+)\\}");

  @Test
  void eachOptionNamesItsKeyInItsOwnDocumentation() throws Exception {
    Set<String> documented = new TreeSet<>();
    for (String home :
        List.of(
            "PoolBuilder",
            "PoolSize",
            "Retries",
            "Quarantine",
            "Recycling",
            "StartupCache",
            "Contents")) {
      KEY.matcher(source(home)).results().forEach(found -> documented.add(found.group(1)));
    }
    assertThat(documented).containsExactlyInAnyOrderElementsOf(Keys.names());
  }

  @Test
  void eachMethodOfTheBuilderHasAKey() throws Exception {
    String source = source("PoolBuilder");
    for (Method method : PoolBuilder.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())
          && method.getReturnType() == PoolBuilder.class
          && !WITHOUT_KEY.contains(method.getName())) {
        int at = source.indexOf("public PoolBuilder " + method.getName() + "(");
        String doc = source.substring(source.lastIndexOf("/**", at), at);
        assertThat(KEY.matcher(doc).find()).as("key of %s", method.getName()).isTrue();
      }
    }
  }

  private static String source(String type) throws Exception {
    return Files.readString(Path.of("src/main/java/dev/outrigger/pool/" + type + ".java"));
  }

  @Test
  void valuesAreWrittenAsPeopleWriteThem() {
    PoolBuilder builder = ProcessPool.builder();
    Settings settings =
        builder
            .configure(
                Map.ofEntries(
                    Map.entry("name", "images"),
                    Map.entry("size", "2"),
                    Map.entry("size.max", "4"),
                    Map.entry("size.idle-timeout", "2s"),
                    Map.entry("queue.capacity", " 7 "),
                    Map.entry("queue.when-full", "caller-runs"),
                    Map.entry("task.deadline", "1 min"),
                    Map.entry("task.grace", "250ms"),
                    Map.entry("retry.times", "3"),
                    Map.entry("recycle.memory", "512m"),
                    Map.entry("recycle.memory-limit", "1g"),
                    Map.entry("worker.heap", "128 MiB"),
                    Map.entry("worker.jvm-arguments", "-Da=1  -Db=2"),
                    Map.entry("worker.environment", "A=1, B=2=3"),
                    Map.entry("worker.directory", "/"),
                    Map.entry("worker.startup-cache", "false"),
                    Map.entry("worker.cache-directory", "/c"),
                    Map.entry("max-frame", "65536")))
            .settings();
    assertThat(settings.name()).isEqualTo("images");
    assertThat(settings.plan().sizing().min()).isEqualTo(2);
    assertThat(settings.plan().sizing().max()).isEqualTo(4);
    assertThat(settings.plan().sizing().idleTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.plan().queueCapacity()).isEqualTo(7);
    assertThat(settings.plan().whenFull()).isEqualTo(WhenFull.CALLER_RUNS);
    assertThat(settings.terms().limit()).contains(Duration.ofMinutes(1));
    assertThat(settings.terms().grace()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.terms().retries()).isEqualTo(Retries.lost(3));
    assertThat(settings.plan().recycling().memory()).hasValue(512L << 20);
    assertThat(settings.plan().recycling().memoryLimit()).hasValue(1L << 30);
    assertThat(settings.launch().heap().perWorker()).isEqualTo(128L << 20);
    assertThat(settings.launch().jvmArguments()).containsExactly("-Da=1", "-Db=2");
    assertThat(settings.launch().environment()).isEqualTo(Map.of("A", "1", "B", "2=3"));
    assertThat(settings.launch().directory()).contains(Path.of("/"));
    assertThat(settings.launch().startupCache())
        .isEqualTo(new StartupCache(false, Optional.of(Path.of("/c"))));
    assertThat(settings.maxFrame()).isEqualTo(64 << 10);
    settings.launch().heap().close();
  }

  @Test
  void everyKeyTakesAValueAndAWrongOneIsNamed() {
    for (String key : Keys.names()) {
      if (!FREE_TEXT.contains(key)) {
        assertThatThrownBy(() -> ProcessPool.builder().configure(Map.of(key, "?")))
            .as(key)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("the option " + key + " can't be \"?\": must be");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "size.mx, size.max",
    "size.mxa, size.max",
    "QUEUE_CAPACITY, queue.capacity",
    "deadline, task.deadline",
    "heap, worker.heap",
    "queue.whenfull, queue.when-full"
  })
  void anUnknownKeyIsRefusedWithItsNearestNeighbour(String wrong, String right) {
    assertThatThrownBy(() -> ProcessPool.builder().configure(Map.of(wrong, "5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "there is no option %s (given: \"5\"): did you mean %s?".formatted(wrong, right))
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "size.max, 0, 'must be 1 to 1024, but is 0'",
    "task.deadline, 0s, 'must be above zero'",
    "queue.when-full, drop, 'must be one of reject, wait, caller-runs'",
    "worker.heap, 5, 'at least 8 MiB'",
    "worker.heap, 99999999999t, 'a size that a machine can have'",
    "max-frame, 9g, 'integer overflow'"
  })
  void aValueOutOfRangeIsRefusedWithTheRule(String key, String value, String rule) {
    assertThatThrownBy(() -> ProcessPool.builder().configure(Map.of(key, value)))
        .hasMessageStartingWith("the option " + key + " can't be \"" + value + "\"")
        .hasMessageContaining(rule);
  }

  @Test
  void aLeastSizeAboveTheMostIsRefused() {
    assertThatThrownBy(() ->
            ProcessPool.builder().configure(Map.of("size.min", "5", "size.max", "3")).settings())
        .hasMessage("min (size.min) must be at most max (size.max), which is 3, but is 5");
  }

  @Test
  void propertiesWinOverTheEnvironmentAndOthersAreNotTouched() {
    Properties properties = new Properties();
    properties.setProperty("my.pool.size.max", "3");
    properties.setProperty("my.poolroom", "7");
    Map<String, String> environment =
        Map.of(
            "MY_POOL_SIZE_MAX", "2",
            "MY_POOL_QUEUE_WHEN_FULL", "wait",
            "MY_POOL_SIZE_MOST", "1",
            "PATH", "/bin");
    assertThat(Given.under("my.pool", environment, properties, Keys.names()))
        .isEqualTo(
            Map.of(
                "size.max", new Given("3", " (system property my.pool.size.max)"),
                "queue.when-full", new Given("wait", " (variable MY_POOL_QUEUE_WHEN_FULL)"),
                "size.most", new Given("1", " (variable MY_POOL_SIZE_MOST)")));
  }

  @Test
  void aFileOfPropertiesIsTakenWithItsDefaults() throws Exception {
    Properties defaults = new Properties();
    defaults.load(new StringReader("size = 3\nname = usual"));
    Properties file = new Properties(defaults);
    file.load(new StringReader("# ours\nname = images\n"));
    Settings settings = ProcessPool.builder().configure(file).settings();
    assertThat(settings.name()).isEqualTo("images");
    assertThat(settings.plan().sizing().max()).isEqualTo(3);
    settings.launch().heap().close();
  }

  @Test
  void aPropertyThatIsNoTextIsRefused() {
    Properties properties = new Properties();
    properties.put("size", 4);
    assertThatThrownBy(() -> ProcessPool.builder().configure(properties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the property size must be a text, as its key must be, but is 4");
  }

  @Test
  void aKeyThatIsLikeNoneGetsNoSuggestionAndTheErrorStaysShort() {
    assertThatThrownBy(() -> ProcessPool.builder().configure(Map.of("zzzzzzz", "5")))
        .hasMessageStartingWith("there is no option zzzzzzz (given: \"5\") (options: name, size, ")
        .hasMessageContaining("retry.*")
        .message()
        .hasSizeLessThan(250);
  }

  @Test
  void anErrorNamesThePropertyOrVariableThatTheValueCameFrom() {
    Map<String, String> environment = Map.of("MY_POOL_SIZE", "many", "YOUR_POOL_SZIE", "3");
    assertThatThrownBy(() -> apply("my.pool", environment))
        .hasMessage(
            "the option size can't be \"many\" (variable MY_POOL_SIZE): must be a whole number");
    assertThatThrownBy(() -> apply("your.pool", environment))
        .hasMessageStartingWith(
            "there is no option szie (variable YOUR_POOL_SZIE): did you mean size?");
  }

  private static PoolBuilder apply(String prefix, Map<String, String> environment) {
    return Keys.apply(
        ProcessPool.builder(), Given.under(prefix, environment, new Properties(), Keys.names()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "my.pool."})
  void aPrefixThatIsEmptyOrEndsInADotIsRefused(String prefix) {
    assertThatThrownBy(() -> ProcessPool.builder().configureFrom(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("prefix must not ");
  }

  @Test
  void whatWouldDoNothingIsRefused() {
    assertThatThrownBy(() -> ProcessPool.builder().configure(Map.of("retry.on", "thrown")))
        .hasMessageContaining("retry.on does nothing without retry.times");
    assertThatThrownBy(() -> Retries.lost(1).after(Set.of()))
        .hasMessageContaining("on (retry.on) must name at least one kind of failure");
    assertThatThrownBy(() -> TaskOptions.defaults().named(""))
        .hasMessageContaining("name must not be blank");
    assertThatThrownBy(() -> ProcessPool.builder().ageing(Duration.ZERO))
        .hasMessage("ageing (queue.ageing) must be above zero and at most a day, but is 0 s");
  }

  @Test
  void noTwoKeysShareAVariable() {
    assertThat(
            Keys.names().stream()
                .map(key -> key.replace('-', '_').replace('.', '_'))
                .collect(Collectors.toSet()))
        .hasSameSizeAs(Keys.names());
  }
}
