package dev.outrigger.supervisor.member;

import java.time.Duration;
import java.time.Instant;

/** What a server process does when its arbiter says so. None of these may wait for long. */
public interface Duties {
  /** Take no more connections, end running requests within the grace, and exit. */
  void drain(Duration grace);

  /** Run the periodic jobs from now on; until then, another process has. */
  void lead(Instant since);

  /** Write down where the loops are that hang. */
  void tellStacks();

  /** Open log files again. */
  void reopenLogs();
}
