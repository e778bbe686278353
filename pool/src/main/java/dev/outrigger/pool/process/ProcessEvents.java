package dev.outrigger.pool.process;

import dev.outrigger.pool.schedule.Death;
import dev.outrigger.pool.schedule.Worker;
import dev.outrigger.pool.wire.Frame;
import java.util.List;

/** What happens to a worker process, told on a thread of the pool. */
public interface ProcessEvents {
  /** It runs, with this process id. */
  void spawned(Worker worker, long pid);

  /** It said these, one after the other. */
  void heard(Worker worker, List<Frame> frames);

  /** It broke the protocol. */
  void broke(Worker worker, String what);

  /** It said that it shuts down. */
  void leaves(Worker worker);

  /** Its connection ended. */
  void hungUp(Worker worker);

  /** It is gone, and everything it said was told before. */
  void died(Worker worker, Death death);

  /** It printed a line. */
  void printed(Worker worker, String line);
}
