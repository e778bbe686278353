package dev.outrigger.supervisor.host;

import dev.outrigger.supervisor.arbiter.ServerView;
import dev.outrigger.supervisor.control.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A server process as those who ask are told of it. */
final class ServerRow {
  private ServerRow() {}

  static Row of(ServerView view, Optional<Child> child) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("server", String.valueOf(view.server()));
    values.put("slot", String.valueOf(view.slot()));
    values.put("generation", String.valueOf(view.generation()));
    values.put("stage", view.stage());
    child.ifPresent(own -> {
      values.put("pid", String.valueOf(own.pid()));
      values.put("requests", String.valueOf(own.counts().requests()));
      values.put("running", String.valueOf(own.counts().running()));
      values.put("connections", String.valueOf(own.counts().connections()));
    });
    values.put("resident", String.valueOf(view.health().resident()));
    values.put("silentMillis", String.valueOf(view.health().silence().toMillis()));
    values.put("ageMillis", String.valueOf(view.age().toMillis()));
    values.put("leads", String.valueOf(view.leads()));
    return new Row(values);
  }
}
