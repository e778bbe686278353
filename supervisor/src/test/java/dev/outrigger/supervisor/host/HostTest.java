package dev.outrigger.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Transport;
import dev.outrigger.supervisor.arbiter.Answer;
import dev.outrigger.supervisor.arbiter.Arbiter;
import dev.outrigger.supervisor.arbiter.Rules;
import dev.outrigger.supervisor.sockets.Inheritance;
import dev.outrigger.supervisor.sockets.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arbiter's hands, where they can't do what it wants. */
class HostTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aProcessThatCannotBeStartedLeavesNoFileAndEndsTheArbiterWithTheReason() throws Exception {
    Launch launch = new Launch(List.of("/no/such/command"), Map.of(), folder);
    try (EventLoops loops = EventLoops.builder().count(1).transport(Transport.EPOLL).start();
        Ports ports = Ports.open(List.of(), loops.netty(), Inheritance.none());
        ArbiterThread thread = new ArbiterThread()) {
      Host host =
          new Host(
              new Launches(launch, launch),
              Probe.NONE,
              folder,
              ports,
              thread,
              loops.netty(),
              Surroundings.none());
      Arbiter arbiter = new Arbiter(Rules.of(2), host, System::nanoTime, new Random(1));
      host.serve(arbiter);
      thread.execute(() -> arbiter.begin(Answer.NOBODY));
      assertThat(host.ended().get(60, TimeUnit.SECONDS).reason())
          .contains("it could not be started", "/no/such/command");
      assertThat(folder).isEmptyDirectory();
    }
  }
}
