package dev.outrigger.cli;

import dev.outrigger.cli.options.JvmOptions;
import dev.outrigger.cli.server.ServerLaunch;
import dev.outrigger.cli.server.ServerMain;
import dev.outrigger.cli.startup.ServerJvm;
import dev.outrigger.runtime.Registration;
import dev.outrigger.runtime.Signals;
import java.io.IOException;
import java.util.List;

/**
 * One server process, where sockets can't be handed from process to process. It has a JVM of its
 * own all the same: the one of {@code serve} is as small as an arbiter's.
 *
 * @param launch with the address
 */
record Alone(ServerLaunch launch, JvmOptions jvm) {

  /** Serves until a signal says stop. Gives the exit status. */
  int serve() throws IOException, InterruptedException {
    System.err.println(
        "outrigger: one server process, without reload and 'outrigger ctl': sockets are handed from"
            + " process to process by Linux and the epoll transport only");
    List<String> command =
        new ServerJvm(ServerMain.class.getName(), false, jvm.given()).command(List.of());
    command.addAll(launch.words());
    Process server = new ProcessBuilder(command).inheritIO().start();
    // The terminal's signal reaches both; the server listens for this one only.
    try (Registration _ = Signals.on("INT", server::destroy);
        Registration _ = Signals.on("TERM", server::destroy)) {
      return server.waitFor();
    }
  }
}
