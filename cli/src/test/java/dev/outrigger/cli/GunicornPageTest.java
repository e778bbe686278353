package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page for those who come from gunicorn: complete, and without a promise that is not kept. */
class GunicornPageTest {
  private static final Pattern SETTING = Pattern.compile("^\\| `([a-z0-9_]+)` \\|.*");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)");

  /** What is gunicorn's own, in the first listing. */
  private static final Set<String> THEIRS = Set.of("--graceful-timeout");

  private static List<String> page() throws IOException {
    return Files.readAllLines(Path.of("../docs/from-gunicorn.md"));
  }

  private static CommandLine command(String name) {
    return Objects.requireNonNull(Outrigger.commandLine().getSubcommands().get(name));
  }

  @Test
  void eachSettingOfGunicornHasOneRowAndThereAreNoOthers() throws IOException {
    List<String> rows =
        page().stream()
            .takeWhile(line -> !line.equals("## Signals"))
            .flatMap(line -> SETTING.matcher(line).results().map(found -> found.group(1)))
            .toList();
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Files.readAllLines(Path.of("src/test/resources/gunicorn-26.1.txt")));
  }

  @Test
  void eachSignalOfGunicornHasARow() throws IOException {
    String signals =
        page().stream()
            .dropWhile(line -> !line.equals("## Signals"))
            .takeWhile(line -> !line.equals("## uWSGI"))
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(0, line.indexOf('|', 1)))
            .collect(Collectors.joining());
    assertThat(signals)
        .contains(
            "`HUP`", "`TTIN`", "`TTOU`", "`USR1`", "`USR2`", "`WINCH`", "`TERM`", "`INT`", "`QUIT`",
            "`CHLD`", "`ABRT`");
  }

  @Test
  void eachOptionOnThePageIsOneOfServeOrCtl() throws IOException {
    Set<String> options = new TreeSet<>(command("serve").getCommandSpec().optionsMap().keySet());
    options.addAll(command("ctl").getCommandSpec().optionsMap().keySet());
    Set<String> named = new TreeSet<>();
    for (String line : page()) {
      OPTION.matcher(line).results().forEach(found -> named.add(found.group()));
    }
    named.removeAll(THEIRS);
    assertThat(named).contains("--workers", "--max-requests");
    assertThat(options).containsAll(named);
  }

  @Test
  void eachCommandOnThePageIsOneOfCtl() throws IOException {
    CommandLine ctl = command("ctl");
    Set<String> named = new TreeSet<>();
    for (String line : page()) {
      Pattern.compile("`ctl ([a-z]+)")
          .matcher(line)
          .results()
          .forEach(found -> named.add(found.group(1)));
    }
    assertThat(named).contains("reload", "scale");
    assertThat(ctl.getSubcommands().keySet()).containsAll(named);
  }

  @Test
  void eachFileThatThePageLinksToExists() throws IOException {
    List<Path> linked =
        page().stream()
            .flatMap(line -> LINK.matcher(line).results().map(found -> found.group(1)))
            .map(link -> Path.of("../docs").resolve(link))
            .toList();
    assertThat(linked).isNotEmpty().allMatch(Files::exists);
  }
}
