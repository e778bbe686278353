package dev.outrigger.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.cli.server.ServerSettings;
import dev.outrigger.http.Limits;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the options of a server mean. */
class ServerOptionsTest {
  @TempDir private Path folder = Path.of("");

  @Command
  private static final class Given {
    @Mixin private ServerOptions options = new ServerOptions();
  }

  private static ServerSettings settings(String... words) throws Exception {
    Given given = new Given();
    var _ = new CommandLine(given).parseArgs(words);
    return given.options.settings();
  }

  @Test
  void whatIsNotGivenKeepsItsDefault() throws Exception {
    ServerSettings settings = settings();
    assertThat(settings.loops()).isEmpty();
    assertThat(settings.limits()).isEqualTo(Limits.defaults());
    assertThat(settings.words()).isEmpty();
  }

  @Test
  void eachOptionArrives() throws Exception {
    Path pem = Files.createFile(folder.resolve("a.pem"));
    ServerSettings settings =
        settings(
            "--loops=3",
            "--pool-workers=5",
            "--transport=nio",
            "--tasks=portable",
            "--tls-certificate=" + pem,
            "--tls-key=" + pem,
            "--proxy-protocol=10.0.0.0/8,::1");
    assertThat(settings.loops()).contains(3);
    assertThat(settings.poolWorkers()).contains(5);
    assertThat(settings.transport()).contains(Transport.NIO);
    assertThat(settings.tasks()).contains(TaskBackend.PORTABLE);
    assertThat(settings.entrance().certificate()).contains(pem);
    assertThat(settings.entrance().proxies()).contains("10.0.0.0/8,::1");
  }

  @Test
  void eachLimitArrivesInItsUnit() throws Exception {
    Limits limits =
        settings(
                "--limit-request-line=4k",
                "--limit-headers=32k",
                "--limit-fields=7",
                "--limit-body=3m",
                "--limit-body-ceiling=2g",
                "--limit-connections=50",
                "--limit-requests=40",
                "--header-timeout=1500ms",
                "--body-timeout=2m",
                "--idle-timeout=5s",
                "--write-timeout=1h")
            .limits();
    assertThat(limits.requestLine()).isEqualTo(4096);
    assertThat(limits.headers()).isEqualTo(32 * 1024);
    assertThat(limits.fields()).isEqualTo(7);
    assertThat(limits.body()).isEqualTo(3L << 20);
    assertThat(limits.bodyCeiling()).isEqualTo(2L << 30);
    assertThat(limits.connections()).isEqualTo(50);
    assertThat(limits.requests()).isEqualTo(40);
    assertThat(limits.headerTimeout()).hasMillis(1500);
    assertThat(limits.bodyTimeout()).hasMinutes(2);
    assertThat(limits.idleTimeout()).hasSeconds(5);
    assertThat(limits.writeTimeout()).hasHours(1);
  }
}
