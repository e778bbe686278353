package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.cli.output.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Flags before the environment, the environment before the file; and whatever is wrong is named.
 */
class ConfigurationTest {
  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int serve(Map<String, String> environment, String... more) throws Exception {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "serve";
    arguments[1] = "--check";
    arguments[2] = "--config=" + folder.resolve("outrigger.toml");
    System.arraycopy(more, 0, arguments, 3, more.length);
    CommandLine command = Outrigger.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    Outrigger.configure(command, arguments, environment);
    return command.execute(arguments);
  }

  private void file(String text) throws Exception {
    Files.writeString(folder.resolve("outrigger.toml"), text);
  }

  private String line(String option) {
    return out.toString()
        .lines()
        .filter(line -> line.startsWith(option + " "))
        .findFirst()
        .orElseThrow()
        .replaceAll(" +", " ");
  }

  @Test
  void eachValueIsShownWithWhereItComesFrom() throws Exception {
    file(
        """
        target = "Shop.java"
        workers = 4
        graceful = "1m"
        timeout = "5s"
        warm-up = ["/a", "/b"]
        """);
    Map<String, String> environment =
        Map.of("OUTRIGGER_GRACEFUL", "2m", "OUTRIGGER_TIMEOUT", "6s", "PATH", "/bin");
    assertThat(serve(environment, "--timeout", "7s")).isZero();
    assertThat(line("timeout")).isEqualTo("timeout 7s command line");
    assertThat(line("graceful")).isEqualTo("graceful 2m OUTRIGGER_GRACEFUL in the environment");
    assertThat(line("workers")).isEqualTo("workers 4 " + folder.resolve("outrigger.toml") + ":2");
    assertThat(line("warm-up")).startsWith("warm-up /a,/b ");
    assertThat(line("target")).startsWith("target Shop.java ");
    assertThat(line("start-timeout")).isEqualTo("start-timeout 1m default");
  }

  @Test
  void whatIsAroundTheProcessesCanBeSetInTheFileToo() throws Exception {
    file(
        """
        target = "Shop.java"
        env = ["A=1,2", "B=x=y"]
        umask = "027"
        log-file = "shop.log"
        limit-headers = "32k"
        idle-timeout = "5s"
        proxy-protocol = "10.0.0.0/8,::1"
        """);
    assertThat(serve(Map.of("OUTRIGGER_LIMIT_FIELDS", "7"))).isZero();
    assertThat(line("env")).startsWith("env A=1,2,B=x=y ");
    assertThat(line("umask")).startsWith("umask 027 ");
    assertThat(line("log-file")).startsWith("log-file shop.log ");
    assertThat(line("limit-headers")).startsWith("limit-headers 32768 ");
    assertThat(line("idle-timeout")).startsWith("idle-timeout 5s ");
    assertThat(line("limit-fields"))
        .isEqualTo("limit-fields 7 OUTRIGGER_LIMIT_FIELDS in the environment");
    assertThat(line("proxy-protocol")).startsWith("proxy-protocol 10.0.0.0/8,::1 ");
  }

  @Test
  void aNameThatIsNoOptionIsNamedWithItsLineAndItsNeighbour() throws Exception {
    file("workers = 1\nworkes = 2\n");
    assertThatThrownBy(() -> serve(Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            folder.resolve("outrigger.toml")
                + ":2: there is no option 'workes'; did you mean 'workers'?");
    file("");
    assertThatThrownBy(() -> serve(Map.of("OUTRIGGER_WORKES", "2")))
        .hasMessage(
            "OUTRIGGER_WORKES in the environment: there is no option 'workes'; did you mean"
                + " 'workers'?");
  }

  @Test
  void whatKubernetesSetsForAServiceOfThisNameIsNoOption() throws Exception {
    file("target = \"A.java\"\n");
    assertThat(
            serve(
                Map.of(
                    "OUTRIGGER_SERVICE_HOST", "10.0.0.1",
                    "OUTRIGGER_SERVICE_PORT_HTTP", "80",
                    "OUTRIGGER_PORT", "tcp://10.0.0.1:80",
                    "OUTRIGGER_WEB_PORT_80_TCP_ADDR", "10.0.0.1")))
        .isZero();
  }

  @Test
  void aVariableWithoutAValueIsNotSet() throws Exception {
    file("target = \"A.java\"\n");
    assertThat(serve(Map.of("OUTRIGGER_WORKERS", ""))).isZero();
    assertThat(line("workers")).startsWith("workers 1 ");
  }

  @Test
  void aTimeWithoutAUnitIsAskedForOne() throws Exception {
    file("");
    assertThat(serve(Map.of("OUTRIGGER_TIMEOUT", "30"))).isEqualTo(2);
    assertThat(err.toString()).contains("'30' has no unit: is it 30s or 30ms?");
  }

  @Test
  void aWrongValueIsNamedWithItsHome() throws Exception {
    file("timeout = \"soon\"\n");
    assertThat(serve(Map.of(), "A.java")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--timeout", "soon", "must be a time")
        .contains("(set by " + folder.resolve("outrigger.toml") + ":1)");
  }

  @Test
  void whatIsNoTomlIsToldWithItsLine() throws Exception {
    file("workers = 1\nwhat is this\n");
    assertThatThrownBy(() -> serve(Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder.resolve("outrigger.toml") + ":2: ");
    file("workers = 1979-05-27\n");
    assertThatThrownBy(() -> serve(Map.of())).hasMessageContaining("'workers' must be a text");
  }
}
