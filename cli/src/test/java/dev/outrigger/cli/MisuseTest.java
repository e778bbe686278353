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
        "serve | TARGET",
        "run | FILE.java",
        "serve A.java --bind nowhere | 'nowhere' is no HOST:PORT",
        "serve A.java --loops 0 | --loops",
        "serve A.java --pool-workers two | 'two' is no number from 1 to 1024",
        "serve A.java --transport carrier-pigeon | epoll, io-uring, nio",
        "serve A.java --tasks nowhere | loop-carried, portable",
        "serve A.java --umask 18 | '18' is no umask",
        "serve A.java --env HOME | 'HOME' is no NAME=VALUE",
        "serve A.java --env OUTRIGGER_BIND=1 | variables of this name set options",
        "serve A.java --user nobody-at-all | there is no user 'nobody-at-all' (--user)",
        "serve A.java --group nobody-at-all | there is no group 'nobody-at-all' (--group)",
        "serve A.java --tls-certificate a.crt | --tls-certificate needs --tls-key",
        "serve A.java --tls-key a.key | --tls-key needs --tls-certificate",
        "serve A.java --tls-key a.key --tls-certificate a.crt | a.crt is not there",
        "serve A.java --proxy-protocol 10.0.0.0/33 | '10.0.0.0/33' is no network",
        "serve A.java --transport nio --when-ready x | --when-ready needs",
        "serve A.java --limit-headers 3 | limit headers must be at least 16, but was 3",
        "serve A.java --limit-fields many | --limit-fields",
        "serve A.java --idle-timeout soon | must be a time",
        "demo --port 99999 | '99999' is no port"
      })
  void aMistypedOptionIsNamedWithTheWayOut(String arguments, String expected) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(lines()).hasSizeBetween(1, 2);
    assertThat(err.toString()).contains(expected);
  }

  @Test
  void aFolderWithNothingToServeIsRefusedInOneLine(@TempDir Path folder) {
    assertThat(run("serve", folder.toString())).isEqualTo(1);
    assertThat(run("serve", folder.toString(), "--workers=2")).isEqualTo(1);
    assertThat(lines())
        .hasSize(2)
        .allMatch(line -> line.contains(folder.toString()))
        .allMatch(line -> line.contains("0 source files, 0 jars, 0 classes"));
  }

  @Test
  void aMissingFileIsNamedInOneLine() {
    assertThat(run("serve", "no/Such.java")).isEqualTo(1);
    assertThat(run("run", "no/Such.java")).isEqualTo(1);
    assertThat(lines())
        .containsExactly(
            "outrigger: there is no file no/Such.java", "outrigger: there is no file no/Such.java");
  }
}
