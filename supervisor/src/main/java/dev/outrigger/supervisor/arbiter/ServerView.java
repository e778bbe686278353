package dev.outrigger.supervisor.arbiter;

import java.time.Duration;
import java.util.Locale;

/**
 * A server process, for those who ask.
 *
 * @param server its number
 * @param stage in one small word: starting, proven, entering, serving, leaving, killed
 * @param leads whether it runs the periodic jobs
 */
public record ServerView(
    int server,
    int slot,
    int generation,
    String stage,
    Duration age,
    boolean leads,
    Health health) {

  static ServerView of(Server server, Leadership leadership, long now) {
    return new ServerView(
        server.id(),
        server.slot(),
        server.generation(),
        server.stage().name().toLowerCase(Locale.ROOT),
        server.age(now),
        leadership.isLeader(server),
        server.health());
  }
}
