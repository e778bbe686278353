package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers that break off are counted too. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class StatisticsTest {
  @Test
  void anAnswerWhoseBodyFailsIsAServerError() throws Exception {
    try (LoggedLines _ = new LoggedLines();
        Served served = Served.by(TaskBackend.LOOP_CARRIED, new HalfAnswers());
        RawClient client = served.client()) {
      client.get("/").readHead();
      Served.until(() -> served.server().statistics().serverErrors() == 1);
      assertThat(served.server().statistics().requestsServed()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatAStopCutsOffIsAServerError() throws Exception {
    try (LoggedLines _ = new LoggedLines();
        Served served = Served.by(TaskBackend.LOOP_CARRIED, new HalfAnswers());
        RawClient client = served.client()) {
      client.get("/wait").readHead();
      assertThat(served.server().stop(Duration.ofMillis(1))).isFalse();
      assertThat(served.server().statistics().serverErrors()).isEqualTo(1);
      assertThat(served.server().statistics().requestsServed()).isEqualTo(1);
    }
  }
}
