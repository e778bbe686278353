package dev.outrigger.cli.server;

import dev.outrigger.http.Limits;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Transport;
import dev.outrigger.web.WebServerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a server runs; what is left open keeps its default. */
public record ServerSettings(
    Optional<Integer> loops,
    Optional<Integer> poolWorkers,
    Optional<Transport> transport,
    Optional<TaskBackend> tasks,
    Entrance entrance,
    Limits limits) {
  private static final String LOOPS = "--loops";
  private static final String POOL_WORKERS = "--pool-workers";
  private static final String TRANSPORT = "--transport";
  private static final String TASKS = "--tasks";

  static ServerSettings in(ServerWords words) {
    return new ServerSettings(
        words.take(LOOPS).map(Integer::valueOf),
        words.take(POOL_WORKERS).map(Integer::valueOf),
        words.take(TRANSPORT).map(word -> Spelling.parse(Transport.class, word)),
        words.take(TASKS).map(word -> Spelling.parse(TaskBackend.class, word)),
        Entrance.in(words),
        LimitWords.in(words));
  }

  /** What a server process is told. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    ServerWords.add(words, LOOPS, loops);
    ServerWords.add(words, POOL_WORKERS, poolWorkers);
    ServerWords.add(words, TRANSPORT, transport.map(Spelling::of));
    ServerWords.add(words, TASKS, tasks.map(Spelling::of));
    words.addAll(entrance.words());
    words.addAll(LimitWords.of(limits));
    return words;
  }

  /** Whether listening sockets can be handed to a process that runs like this. */
  public boolean takesSockets() {
    return transport.orElse(Transport.best()) == Transport.EPOLL;
  }

  WebServerBuilder on(WebServerBuilder server) {
    loops.ifPresent(server::loops);
    poolWorkers.ifPresent(server::poolWorkers);
    transport.ifPresent(server::transport);
    tasks.ifPresent(server::tasks);
    entrance.on(server);
    return server.limits(limits);
  }
}
