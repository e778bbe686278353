package dev.outrigger.supervisor.arbiter;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What is done with server processes: each step is noted here and done by the {@link Hands}. */
final class Crew {
  private final Rules rules;
  private final Servers servers;
  private final Hands hands;
  private final LongSupplier clock;
  private final RandomGenerator random;
  private int lastId;

  Crew(Rules rules, Servers servers, Hands hands, LongSupplier clock, RandomGenerator random) {
    this.rules = rules;
    this.servers = servers;
    this.hands = hands;
    this.clock = clock;
    this.random = random;
  }

  Server spawn(int slot, int generation) {
    var server =
        new Server(++lastId, slot, generation, rules.recycling().drawn(random), clock.getAsLong());
    servers.add(server);
    hands.spawn(server.id(), slot, generation);
    return server;
  }

  void proven(Server server) {
    server.become(Stage.PROVEN, clock.getAsLong());
  }

  void admit(Server server) {
    server.become(Stage.ENTERING, clock.getAsLong());
    hands.admit(server.id());
  }

  /** It accepts; whoever served its slot before leaves. */
  void serves(Server server) {
    server.become(Stage.SERVING, clock.getAsLong());
    servers
        .matching(other ->
            other.slot() == server.slot() && other.id() < server.id() && other.is(Stage.SERVING))
        .forEach(older -> leave(older, rules.graceful()));
  }

  void leave(Server server, Duration grace) {
    if (server.is(Stage.SERVING)) {
      server.become(Stage.LEAVING, clock.getAsLong());
    }
    server.leaveWithin(grace);
    hands.drain(server.id(), grace);
  }

  /** It leaves without having been told by us. */
  void leavesAlready(Server server) {
    server.become(Stage.LEAVING, clock.getAsLong());
    server.leaveWithin(rules.graceful());
    server.close();
  }

  /** It leaves once the line of its slot, which is given up, is empty. */
  void retire(Server server) {
    server.become(Stage.LEAVING, clock.getAsLong());
    server.leaveWithin(rules.graceful());
    hands.retire(server.id(), rules.graceful());
  }

  void kill(Server server, String reason) {
    server.condemn(reason);
    server.become(Stage.KILLED, clock.getAsLong());
    hands.kill(server.id());
  }

  /** Ends one that nobody waits for any more. */
  void callOff(Server server, String reason) {
    server.leaveWithin(Duration.ZERO);
    kill(server, reason);
  }

  void callOffAllComing(String reason) {
    servers.matching(Server::isComing).forEach(server -> callOff(server, reason));
  }

  void gone(Server server) {
    server.become(Stage.GONE, clock.getAsLong());
    servers.remove(server);
  }
}
