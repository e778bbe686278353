package dev.outrigger.supervisor.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Snapshots as statsd takes them, by gunicorn's names where that has the same numbers. */
public final class StatsdLines {
  /** What goes through every network in one piece. */
  private static final int LONGEST_PACKET = 1432;

  private StatsdLines() {}

  /**
   * The lines to be sent.
   *
   * @param before the snapshot that was sent last: counters are told by what has come since
   * @param prefix what each name begins with; a dot is put behind it
   */
  public static List<String> of(Snapshot now, Snapshot before, String prefix) {
    String start = prefix.isEmpty() || prefix.endsWith(".") ? prefix : prefix + ".";
    Map<String, String> values = new TreeMap<>();
    values.put("gunicorn.workers", gauge(now.serving()));
    values.put("gunicorn.requests", counter(now.requests() - before.requests()));
    values.put("outrigger.running", gauge(now.sum(sample -> sample.counts().running())));
    values.put("outrigger.connections", gauge(now.sum(sample -> sample.counts().connections())));
    values.put("outrigger.reloads", counter(now.totals().reloads() - before.totals().reloads()));
    now.totals()
        .ends()
        .forEach((reason, count) ->
            values.put(
                "outrigger.ends." + reason,
                counter(count - before.totals().ends().getOrDefault(reason, 0L))));
    // By slot: numbers of processes grow for ever, and a name for each would too.
    for (Snapshot.Sample sample : now.servers()) {
      String slot = "outrigger.slot." + sample.view().slot() + ".";
      values.put(slot + "running", gauge(sample.counts().running()));
      values.put(slot + "connections", gauge(sample.counts().connections()));
      values.put(slot + "resident", gauge(sample.view().health().resident()));
    }
    return values.entrySet().stream()
        .map(each -> start + each.getKey() + ":" + each.getValue())
        .toList();
  }

  private static String gauge(long value) {
    return value + "|g";
  }

  private static String counter(long value) {
    return Math.max(0, value) + "|c";
  }

  /** As few packets as will do. */
  static List<String> packets(List<String> lines) {
    List<String> packets = new ArrayList<>();
    StringBuilder packet = new StringBuilder();
    for (String line : lines) {
      if (!packet.isEmpty() && packet.length() + 1 + line.length() > LONGEST_PACKET) {
        packets.add(packet.toString());
        packet.setLength(0);
      }
      packet.append(packet.isEmpty() ? "" : "\n").append(line);
    }
    if (!packet.isEmpty()) {
      packets.add(packet.toString());
    }
    return packets;
  }
}
