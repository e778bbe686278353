package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A wrong call costs its author one or two lines of reading. */
class MisuseTest {
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Outrigger.commandLine();
    command.setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  private List<String> lines() {
    return err.toString().lines().toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "serve A.java --bnd x | --bind",
        "srve A.java | serve",
        "serve | FILE.java",
        "serve A.java --bind nowhere | 'nowhere' is no HOST:PORT",
        "serve A.java --loops 0 | --loops",
        "serve A.java --pool-workers two | 'two' is no number from 1 to 1024",
        "serve A.java --transport carrier-pigeon | epoll, io-uring, nio",
        "serve A.java --tasks nowhere | loop-carried, portable",
        "demo --port 99999 | '99999' is no port"
      })
  void aMistypedOptionIsNamedWithTheWayOut(String arguments, String expected) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(lines()).hasSizeBetween(1, 2);
    assertThat(err.toString()).contains(expected);
  }

  @Test
  void whatIsNoSourceFileIsRefusedInOneLine(@TempDir Path folder) {
    assertThat(run("serve", folder.toString())).isEqualTo(1);
    assertThat(lines()).singleElement().asString().contains(folder.toString(), "Java source file");
  }

  @Test
  void aMissingFileIsNamedInOneLine() {
    assertThat(run("serve", "no/Such.java")).isEqualTo(1);
    assertThat(lines()).containsExactly("outrigger: there is no file no/Such.java");
  }
}
