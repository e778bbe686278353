package dev.outrigger.cli.server;

import dev.outrigger.cli.output.LogLine;
import dev.outrigger.cli.output.UserError;
import dev.outrigger.cli.source.SourceError;
import dev.outrigger.cli.startup.Rehearsal;
import dev.outrigger.cli.target.LoadedProgram;
import dev.outrigger.cli.target.TargetError;
import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpServer;
import dev.outrigger.http.HttpStatistics;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Registration;
import dev.outrigger.runtime.Signals;
import dev.outrigger.supervisor.board.BoardWriter;
import dev.outrigger.supervisor.board.Counts;
import dev.outrigger.supervisor.member.Membership;
import dev.outrigger.supervisor.posix.Account;
import dev.outrigger.web.RouteException;
import dev.outrigger.web.WebServer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of the processes that {@code serve} starts.
 *
 * @param launch what it was told
 */
record Server(ServerLaunch launch) {
  /** What a terminal sends to all its processes, and what only an arbiter has a meaning for. */
  private static final List<String> NOT_FOR_US =
      List.of("INT", "HUP", "USR1", "USR2", "WINCH", "TTIN", "TTOU");

  private static final System.Logger LOG = System.getLogger("dev.outrigger.cli");

  /** Serves until it is told to leave. Gives the exit status. */
  int run() throws Exception {
    List<Registration> ignored = new ArrayList<>();
    for (String name : NOT_FOR_US) {
      ignore(name).ifPresent(ignored::add);
    }
    if (launch.bind().isPresent()) {
      new Foreground(launch.target(), launch.bind().get(), "--bind", launch.settings())
          .serveUntilTerm();
      return 0;
    }
    Optional<Membership> joined = launch.spare() ? awaitMeeting() : Membership.join();
    if (launch.spare() && joined.isEmpty()) {
      return 0;
    }
    try (Membership arbiter =
        joined.orElseThrow(() -> new UserError("'server' is for 'serve' to call"))) {
      try {
        requireAccount();
        return serve(arbiter);
      } catch (SourceError | TargetError | RouteException | UserError wrong) {
        String reason = String.valueOf(wrong.getMessage());
        // Before the arbiter hears of it, which ends this process then.
        if (reason.contains("\n")) {
          System.err.println(reason);
        }
        arbiter.unfit(reason);
        return UserError.FAILED;
      } catch (Exception | Error failure) {
        LOG.log(Level.ERROR, "The application could not start", failure);
        arbiter.unfit(String.valueOf(failure));
        return UserError.FAILED;
      }
    }
  }

  /** Refuses to go on as anybody else than the arbiter wanted. */
  private void requireAccount() throws UserError {
    if (launch.account().isPresent()) {
      String[] wanted = launch.account().get().split(":", 2);
      try {
        Account.requireOfAllThreads(Integer.parseInt(wanted[0]), Integer.parseInt(wanted[1]));
      } catch (IOException e) {
        throw new UserError(String.valueOf(e.getMessage()));
      }
    }
  }

  private static Optional<Registration> ignore(String signal) {
    try {
      return Optional.of(Signals.on(signal, () -> {}));
    } catch (IllegalArgumentException unknownHere) {
      return Optional.empty();
    }
  }

  /** Does beforehand all that does not depend on the program. */
  private Optional<Membership> awaitMeeting() throws IOException {
    try {
      Rehearsal.play();
    } catch (Exception e) {
      LOG.log(Level.DEBUG, "the rehearsal failed; it was only to save time", e);
    }
    Optional<Membership> arbiter = Membership.await(System.in);
    arbiter.ifPresent(
        own -> LogLine.install(LogLine.ofServer(own.server()), launch.log().isPresent()));
    return arbiter;
  }

  private int serve(Membership arbiter) throws Exception {
    LoadedProgram program = launch.target().load(arbiter.program());
    var leaving = new Leaving(arbiter, launch.logFile());
    try (Registration _ = Signals.on("TERM", leaving::leave);
        WebServer server =
            launch
                .settings()
                .on(WebServer.builder(program.newApplication()))
                .rehearse((loops, handler) -> proven(arbiter, program, loops, handler))
                .start();
        BoardWriter _ = arbiter.beat(server.loops(), () -> counts(server.http()))) {
      arbiter.serving(leaving);
      return leaving.await(server);
    }
  }

  /** Answers the arbiter's probe until it lets this process in; gives the sockets then. */
  private static List<Endpoint> proven(
      Membership arbiter, LoadedProgram program, EventLoops loops, HttpHandler handler)
      throws Exception {
    try (HttpServer _ =
        HttpServer.builder(loops, handler).bindInherited(arbiter.probe(loops)).start()) {
      arbiter.ready(program.compiled().entry().toString());
      return arbiter.awaitAdmission(loops).stream().map(Endpoint::inherited).toList();
    }
  }

  private static Counts counts(HttpStatistics http) {
    return new Counts(http.requestsServed(), http.requestsRunning(), http.connectionsOpen());
  }
}
