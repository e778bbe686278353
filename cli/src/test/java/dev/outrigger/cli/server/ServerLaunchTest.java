package dev.outrigger.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.cli.output.UserError;
import dev.outrigger.cli.target.TargetName;
import dev.outrigger.http.Limits;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an arbiter writes and a server process reads. */
class ServerLaunchTest {
  private static final Entrance PLAIN =
      new Entrance(Optional.empty(), Optional.empty(), Optional.empty());

  private static final ServerSettings DEFAULTS =
      new ServerSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          PLAIN,
          Limits.defaults());

  private static ServerLaunch read(ServerLaunch written) throws UserError {
    List<String> words = written.words();
    assertThat(words.getFirst()).isEqualTo(ServerLaunch.NAME);
    return ServerLaunch.of(words.subList(1, words.size()));
  }

  @Test
  void aLaunchWithoutOptionsNamesItsTargetAlone() throws Exception {
    ServerLaunch launch =
        new ServerLaunch(
            TargetName.of(Path.of("Shop.java")),
            DEFAULTS,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    assertThat(launch.words()).containsExactly("server", "Shop.java");
    assertThat(read(launch)).isEqualTo(launch);
  }

  @Test
  void allThatIsWrittenIsRead() throws Exception {
    Limits limits =
        Limits.defaults()
            .withRequestLine(4096)
            .withHeaders(32 * 1024)
            .withFields(7)
            .withBody(3L << 20)
            .withBodyCeiling(2L << 30)
            .withConnections(50)
            .withRequests(40)
            .withHeaderTimeout(Duration.ofMillis(1500))
            .withBodyTimeout(Duration.ofMinutes(2))
            .withIdleTimeout(Duration.ofSeconds(5))
            .withWriteTimeout(Duration.ofHours(1));
    ServerLaunch launch =
        new ServerLaunch(
            new TargetName("com.acme.Shop", Optional.of("lib/*:with = sign.jar")),
            new ServerSettings(
                Optional.of(3),
                Optional.of(5),
                Optional.of(Transport.NIO),
                Optional.of(TaskBackend.LOOP_CARRIED),
                new Entrance(
                    Optional.of(Path.of("/etc/a.pem")),
                    Optional.of(Path.of("/etc/b.pem")),
                    Optional.of("10.0.0.0/8,::1")),
                limits),
            Optional.of(new HostPort("::1", 80)),
            Optional.of(Path.of("/var/log/shop log")),
            Optional.of("33:34"),
            true);
    assertThat(read(launch)).isEqualTo(launch);
  }

  @Test
  void wordsOfALaterVersionAreRefusedWithTheWayOut() {
    assertThatThrownBy(() -> ServerLaunch.of(List.of("Shop.java", "--zone=7")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--zone")
        .hasMessageContaining("outrigger ctl upgrade");
  }

  @Test
  void aCallByHandIsRefused() {
    assertThatThrownBy(() -> ServerLaunch.of(List.of())).hasMessageContaining("'serve'");
  }
}
