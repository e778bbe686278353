package dev.outrigger.supervisor.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said is what is heard; and nonsense is nothing. */
class WordsTest {

  static Stream<Order> orders() {
    return Stream.of(
        new Order.Admit(3),
        new Order.Drain(Duration.ofMillis(1500)),
        new Order.Lead(Instant.ofEpochMilli(1_700_000_000_123L)),
        new Order.Stacks(),
        new Order.Reopen(),
        new Order.Inherit(List.of("tcp:0.0.0.0 80", "unix:/run/a b/x+y.sock")),
        new Order.Inherit(List.of()),
        new Order.Succeed());
  }

  @ParameterizedTest
  @MethodSource("orders")
  void anOrderIsHeardAsItWasGiven(Order order) {
    assertThat(Order.of(order.line())).contains(order);
  }

  static Stream<Report> reports() {
    return Stream.of(
        new Report.Join(7, "abc"),
        new Report.Ready(""),
        new Report.Ready("/home/a b/program"),
        new Report.Serving(),
        new Report.Unfit("it has no heart"),
        new Report.Followed());
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aReportIsHeardAsItWasGiven(Report report) {
    assertThat(Report.of(report.line())).contains(report);
  }

  @Test
  void aReasonOfManyLinesIsOneLine() {
    assertThat(new Report.Unfit("first\nserving").line()).isEqualTo("unfit first");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "admit",
        "admit x",
        "admit -1",
        "drain 9999999999999999",
        "admit 99999",
        "join",
        "join 7",
        "join x y",
        "hello"
      })
  void nonsenseIsNothing(String line) {
    assertThat(Order.of(line)).isEmpty();
    assertThat(Report.of(line)).isEmpty();
  }

  @Test
  void aProcessFindsItsArbiterInItsEnvironment() {
    Meeting meeting = new Meeting(Path.of("/tmp/a"), 3, "secret", Optional.of("/a b"));
    Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin"));
    assertThat(Meeting.in(environment)).isEmpty();
    meeting.putInto(environment);
    assertThat(Meeting.in(environment)).contains(meeting);
  }
}
