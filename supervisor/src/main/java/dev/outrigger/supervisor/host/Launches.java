package dev.outrigger.supervisor.host;

/**
 * What processes an arbiter starts.
 *
 * @param server one that serves
 * @param arbiter one that is to take its own place
 */
public record Launches(Launch server, Launch arbiter) {}
