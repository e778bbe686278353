package dev.outrigger.supervisor.hooks;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a command is told in its environment. */
public record Facts(Map<String, String> variables) {
  /** Nothing but the moment. */
  public static final Facts NONE = new Facts(Map.of());

  /** Keeps its own copy. */
  public Facts {
    variables = new LinkedHashMap<>(variables);
  }

  /** Those of a server process. */
  public static Facts of(int server, long pid, int slot, int generation) {
    return NONE.with("OUTRIGGER_SERVER", String.valueOf(server))
        .with("OUTRIGGER_SERVER_PID", String.valueOf(pid))
        .with("OUTRIGGER_SLOT", String.valueOf(slot))
        .with("OUTRIGGER_GENERATION", String.valueOf(generation));
  }

  /** The same with why it has happened. */
  public Facts because(String reason) {
    return with("OUTRIGGER_REASON", reason);
  }

  /** The same at a moment. */
  Facts at(Moment moment) {
    return with("OUTRIGGER_EVENT", moment.word())
        .with("OUTRIGGER_ARBITER_PID", String.valueOf(ProcessHandle.current().pid()));
  }

  private Facts with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(variables);
    // No environment can hold it.
    more.put(name, value.replace('\0', ' '));
    return new Facts(more);
  }
}
