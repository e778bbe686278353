package dev.outrigger.supervisor.host;

/** How an arbiter ended: its exit status, and why. */
public record Ending(int status, String reason) {}
