package dev.outrigger.runtime;

import static com.softwaremill.jox.Select.select;

import com.softwaremill.jox.Channel;
import dev.outrigger.runtime.sync.Broadcast;
import dev.outrigger.runtime.sync.Event;
import dev.outrigger.runtime.sync.Limiter;
import dev.outrigger.runtime.sync.Subscription;
import dev.outrigger.runtime.sync.Ticker;
import dev.outrigger.runtime.sync.WhenSlow;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** Every kind of wait that there is, each of which nothing but a cancellation ends. */
enum Waits {
  THREAD_SLEEP {
    @Override
    void forEver() throws Exception {
      Thread.sleep(LONG);
    }
  },
  TIME_SLEEP {
    @Override
    void forEver() throws Exception {
      Time.sleep(LONG);
    }
  },
  TASK_JOIN {
    @Override
    void forEver() throws Exception {
      CountDownLatch over = new CountDownLatch(1);
      TaskGroup.run(group -> {
        Task<Boolean> endless =
            group.spawn(
                "endless",
                () ->
                    Scope.shield(() -> {
                      over.await();
                      return true;
                    }));
        try {
          return endless.join();
        } finally {
          over.countDown();
        }
      });
    }
  },
  GROUP_END {
    @Override
    void forEver() throws Exception {
      TaskGroup.run(group -> group.spawn("endless", () -> new LinkedBlockingQueue<>().take()));
    }
  },
  FUTURE {
    @Override
    void forEver() throws Exception {
      Object _ = new CompletableFuture<>().get();
    }
  },
  LATCH {
    @Override
    void forEver() throws Exception {
      new CountDownLatch(1).await();
    }
  },
  QUEUE_TAKE {
    @Override
    void forEver() throws Exception {
      Object _ = new LinkedBlockingQueue<>().take();
    }
  },
  SEMAPHORE {
    @Override
    void forEver() throws Exception {
      new Semaphore(0).acquire();
    }
  },
  EVENT {
    @Override
    void forEver() throws Exception {
      Event event = new Event();
      try {
        event.await();
      } finally {
        nothingIsLeft(event.waiting());
      }
    }
  },
  LIMITER {
    @Override
    void forEver() throws Exception {
      Limiter limiter = Limiter.of(1);
      try (Limiter.Permit _ = limiter.acquire()) {
        limiter.run(() -> true);
      } finally {
        nothingIsLeft(limiter.statistics().waiting() + limiter.statistics().borrowed());
      }
    }
  },
  CHANNEL_RECEIVE {
    @Override
    void forEver() throws Exception {
      Object _ = Channel.newBufferedChannel(1).receive();
    }
  },
  CHANNEL_SEND {
    @Override
    void forEver() throws Exception {
      Channel<Integer> channel = Channel.newBufferedChannel(1);
      channel.send(1);
      channel.send(2);
    }
  },
  SELECT {
    @Override
    void forEver() throws Exception {
      Channel<Integer> one = Channel.newBufferedChannel(1);
      Channel<Integer> other = Channel.newBufferedChannel(1);
      Object _ = select(one.receiveClause(), other.receiveClause());
    }
  },
  BROADCAST_NEXT {
    @Override
    void forEver() throws Exception {
      Object _ = new Broadcast<Integer>().subscribe(1, WhenSlow.WAIT).next();
    }
  },
  BROADCAST_SEND {
    @Override
    void forEver() throws Exception {
      Broadcast<Integer> broadcast = new Broadcast<>();
      Subscription<Integer> slow = broadcast.subscribe(1, WhenSlow.WAIT);
      broadcast.send(1);
      try {
        broadcast.send(2);
      } finally {
        nothingIsLeft(slow.statistics().buffered() - 1);
      }
    }
  },
  TICKER {
    @Override
    void forEver() throws Exception {
      long _ = Ticker.every(LONG).next();
    }
  },
  BLOCKING {
    @Override
    void forEver() throws Exception {
      Limiter limiter = Limiter.of(1);
      try {
        Object _ = Blocking.call(limiter, () -> new LinkedBlockingQueue<>().take());
      } finally {
        nothingIsLeft(limiter.statistics().borrowed());
      }
    }
  },
  BLOCKING_OR_ABANDON {
    @Override
    void forEver() throws Exception {
      Object _ = Blocking.callOrAbandon(() -> new LinkedBlockingQueue<>().take());
    }
  },
  ALL {
    @Override
    void forEver() throws Exception {
      Object _ = Tasks.all(List.of(() -> new LinkedBlockingQueue<>().take()));
    }
  },
  PARALLEL_MAP {
    @Override
    void forEver() throws Exception {
      try (Results<Object> results =
          Tasks.map(2, List.of(1, 2, 3), _ -> new LinkedBlockingQueue<>().take())) {
        Object _ = results.next();
      }
    }
  };

  private static final Duration LONG = Duration.ofDays(1);

  private static final Set<Waits> THROW_INTERRUPTED =
      EnumSet.of(
          THREAD_SLEEP,
          FUTURE,
          LATCH,
          QUEUE_TAKE,
          SEMAPHORE,
          CHANNEL_RECEIVE,
          CHANNEL_SEND,
          SELECT);

  abstract void forEver() throws Exception;

  /** Those of the JDK and of Jox know nothing of scopes. */
  boolean throwsInterrupted(Throwable thrown) {
    return THROW_INTERRUPTED.contains(this);
  }

  private static void nothingIsLeft(long count) {
    if (count != 0) {
      throw new AssertionError(count + " left behind");
    }
  }
}
