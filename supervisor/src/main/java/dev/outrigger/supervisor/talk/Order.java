package dev.outrigger.supervisor.talk;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the arbiter tells a server process to do. */
public sealed interface Order {
  /** Fetch so many listening sockets and accept from them. */
  record Admit(int sockets) implements Order {}

  /** Take no more connections, end running requests within the grace, and exit. */
  record Drain(Duration grace) implements Order {}

  /** Run the periodic jobs from now on; until then, another process has. */
  record Lead(Instant since) implements Order {}

  /** Write the stacks of loops that hang into the log. */
  record Stacks() implements Order {}

  /** Open log files again, since somebody has moved them away. */
  record Reopen() implements Order {}

  /**
   * To an arbiter that is to follow: fetch the listening sockets of these places, in this order.
   */
  record Inherit(List<String> places) implements Order {
    /** Keeps its own copy. */
    public Inherit {
      places = List.copyOf(places);
    }
  }

  /** To the same: the control socket and the pid file are its own now. */
  record Succeed() implements Order {}

  /** As a line, without its end. */
  default String line() {
    return switch (this) {
      case Admit(int sockets) -> "admit " + sockets;
      case Drain(Duration grace) -> "drain " + grace.toMillis();
      case Lead(Instant since) -> "lead " + since.toEpochMilli();
      case Stacks _ -> "stacks";
      case Reopen _ -> "reopen";
      case Inherit(List<String> places) ->
          "inherit "
              + places.stream()
                  .map(place -> URLEncoder.encode(place, StandardCharsets.UTF_8))
                  .collect(Collectors.joining(" "));
      case Succeed _ -> "succeed";
    };
  }

  /** What a line says; empty if that is nothing we know. */
  static Optional<Order> of(String line) {
    String[] words = line.split(" ", 2);
    return switch (words[0]) {
      case "admit" ->
          number(words).filter(count -> count <= 1024).map(count -> new Admit(count.intValue()));
      case "drain" -> number(words).map(millis -> new Drain(Duration.ofMillis(millis)));
      case "lead" -> number(words).map(millis -> new Lead(Instant.ofEpochMilli(millis)));
      case "stacks" -> Optional.of(new Stacks());
      case "reopen" -> Optional.of(new Reopen());
      case "inherit" -> Optional.of(inherit(words));
      case "succeed" -> Optional.of(new Succeed());
      default -> Optional.empty();
    };
  }

  private static Order inherit(String[] words) {
    return new Inherit(
        words.length < 2
            ? List.of()
            : Arrays.stream(words[1].split(" ", -1))
                .filter(place -> !place.isEmpty())
                .map(place -> URLDecoder.decode(place, StandardCharsets.UTF_8))
                .toList());
  }

  private static Optional<Long> number(String[] words) {
    return words.length == 2 && words[1].matches("[0-9]{1,15}")
        ? Optional.of(Long.valueOf(words[1]))
        : Optional.empty();
  }
}
