package dev.outrigger.runtime;

import dev.outrigger.pool.ProcessPool;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** The four verbs in the words of a pool, which has no state to be asked for. */
final class PoolLifecycle implements Lifecycle {
  private final ProcessPool pool;
  private final AtomicReference<State> state = new AtomicReference<>(State.ACCEPTING);

  PoolLifecycle(ProcessPool pool) {
    this.pool = pool;
  }

  @Override
  public State state() {
    return state.get();
  }

  /** A pool that takes no more tasks lets its idle workers go by itself. */
  @Override
  public void stopAccepting() {
    try {
      boolean _ = drain(Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void closeIdle() {
    stopAccepting();
  }

  @Override
  public boolean drain(Duration limit) throws InterruptedException {
    state.compareAndSet(State.ACCEPTING, State.FINISHING);
    boolean ended = pool.drain(limit);
    if (ended) {
      state.set(State.ENDED);
    }
    return ended;
  }

  @Override
  public void abort() {
    state.updateAndGet(now -> now == State.ENDED ? now : State.ABORTING);
    pool.abort();
    state.set(State.ENDED);
  }
}
