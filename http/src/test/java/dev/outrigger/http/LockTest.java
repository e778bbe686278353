package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The loop waits for no lock that tasks take. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class LockTest {
  private final TaskBackend backend;
  private final CountDownLatch entered = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();

  LockTest(TaskBackend backend) {
    this.backend = backend;
  }

  private void takeLock() {
    lock.lock();
    try {
      entered.countDown();
    } finally {
      lock.unlock();
    }
  }

  /** A handler that ends only when cancelled, and notes whether a task told it so. */
  private HttpHandler endless(CompletableFuture<Boolean> toldInTask) {
    return request -> {
      request.scope().onCancel(why -> toldInTask.complete(Thread.currentThread().isVirtual()));
      entered.countDown();
      new CountDownLatch(1).await();
      return HttpResponse.text(200, "never");
    };
  }

  @Test
  void aClientThatLeavesIsToldOfInATask() throws Exception {
    CompletableFuture<Boolean> inTask = new CompletableFuture<>();
    try (Served served = Served.by(backend, endless(inTask));
        RawClient client = served.client()) {
      client.get("/");
      entered.await();
      client.leave();
      assertThat(inTask.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aShutdownIsToldOfInATask() throws Exception {
    CompletableFuture<Boolean> inTask = new CompletableFuture<>();
    try (Served served = Served.by(backend, endless(inTask));
        RawClient client = served.client()) {
      client.get("/");
      entered.await();
      served.server().close();
      assertThat(inTask.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theLoopGoesOnWhileAListenerQueuesForALockBehindAHandler() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    HttpHandler locking =
        request -> {
          if (request.path().equals("/other")) {
            return HttpResponse.text(200, "ok");
          }
          request
              .scope()
              .onCancel(why -> {
                told.countDown();
                takeLock();
              });
          takeLock();
          return HttpResponse.text(200, "done");
        };
    try (Served served = Served.by(backend, locking);
        RawClient client = served.client();
        RawClient other = served.client()) {
      lock.lock();
      try {
        client.get("/");
        Served.until(() -> lock.getQueueLength() == 1);
        client.leave();
        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        Served.until(() -> lock.getQueueLength() == 2);
        assertThat(other.get("/other").read().body()).isEqualTo("ok");
      } finally {
        lock.unlock();
      }
      assertThat(other.get("/other").read().body()).isEqualTo("ok");
      Served.until(() -> served.server().statistics().requestsRunning() == 0);
    }
  }
}
