package dev.outrigger.web.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Problem;
import dev.outrigger.web.testclient.TestCall;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What many ask for and one computes. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class SharedResultsTest {
  @Parameter private TaskBackend backend;

  private final SharedResults<String, String> results = SharedResults.of(10);
  private final AtomicInteger begun = new AtomicInteger();
  private final Semaphore mayGoOn = new Semaphore(0);
  private final CountDownLatch cancelled = new CountDownLatch(1);

  private TestClient client() throws Exception {
    return TestClient.of(
        app -> {
          app.withoutPool();
          app.get("/{key}", r -> results.get(r.path("key"), () -> slowly(r.path("key"))));
          app.get("/fails/{key}", r -> results.get(r.path("key"), this::fails));
          app.get("/quick/{key}", r -> results.get(r.path("key"), () -> "quick"));
          app.get("/late/{key}", r -> results.get(r.path("key"), () -> slowly("late")))
              .within(Duration.ofMillis(20));
        },
        backend);
  }

  private String slowly(String key) throws Exception {
    int number = begun.incrementAndGet();
    try {
      mayGoOn.acquire();
    } catch (CancelledException | InterruptedException e) {
      cancelled.countDown();
      throw e;
    }
    return key + number;
  }

  private String fails() throws Exception {
    begun.incrementAndGet();
    mayGoOn.acquire();
    throw Problem.conflict("not today");
  }

  @Test
  void manyWhoAskAtOnceCostOneComputation() throws Exception {
    try (TestClient client = client()) {
      List<TestCall> calls = start(client, 20, "/a");
      holds(() -> results.statistics().shared() == 19);
      mayGoOn.release();
      for (TestCall call : calls) {
        assertThat(call.response().text()).isEqualTo("a1");
      }
      assertThat(client.get("/a").text()).isEqualTo("a1");
      assertThat(begun).hasValue(1);
      assertThat(results.statistics().hits()).isEqualTo(1);
      assertThat(results.statistics().misses()).isEqualTo(1);
      assertThat(results.statistics().entries()).isEqualTo(1);
    }
  }

  @Test
  void differentKeysDoNotWaitForEachOther() throws Exception {
    try (TestClient client = client();
        TestCall slow = client.start(TestRequest.get("/a"))) {
      holds(() -> begun.get() == 1);
      assertThat(client.get("/quick/b").text()).isEqualTo("quick");
      mayGoOn.release();
      assertThat(slow.response().text()).isEqualTo("a1");
    }
  }

  @Test
  void allWhoWaitHearOfAFailureAndTheNextOneTriesAgain() throws Exception {
    try (TestClient client = client()) {
      List<TestCall> calls = start(client, 3, "/fails/a");
      holds(() -> results.statistics().shared() == 2);
      mayGoOn.release();
      for (TestCall call : calls) {
        assertThat(call.response().status()).isEqualTo(409);
      }
      mayGoOn.release();
      assertThat(client.get("/a").text()).isEqualTo("a2");
    }
  }

  @Test
  void theFirstWhoLeavesDoesNotDisturbTheOthers() throws Exception {
    try (TestClient client = client()) {
      TestCall first = client.start(TestRequest.get("/a"));
      holds(() -> begun.get() == 1);
      try (TestCall second = client.start(TestRequest.get("/a"))) {
        holds(() -> results.statistics().shared() == 1);
        first.close();
        mayGoOn.release();
        assertThat(second.response().text()).isEqualTo("a1");
      }
      assertThat(cancelled.getCount()).isEqualTo(1);
    }
  }

  @Test
  void whenAllHaveLeftTheWorkIsCancelledAndTheNextOneBeginsAnew() throws Exception {
    try (TestClient client = client()) {
      List<TestCall> calls = start(client, 3, "/a");
      holds(() -> results.statistics().shared() == 2);
      calls.forEach(TestCall::close);
      assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
      mayGoOn.release();
      assertThat(client.get("/a").text()).isEqualTo("a2");
    }
  }

  @Test
  void aDeadlineEndsTheWaitingOfTheOneWhoseItIs() throws Exception {
    try (TestClient client = client();
        TestCall patient = client.start(TestRequest.get("/a"))) {
      holds(() -> begun.get() == 1);
      assertThat(client.get("/late/a").status()).isEqualTo(504);
      mayGoOn.release();
      assertThat(patient.response().text()).isEqualTo("a1");
    }
  }

  @Test
  void whatIsForgottenWhileItIsUnderWayIsNotKept() throws Exception {
    try (TestClient client = client();
        TestCall before = client.start(TestRequest.get("/a"))) {
      holds(() -> begun.get() == 1);
      results.forget("a");
      assertThat(client.get("/quick/a").text()).isEqualTo("quick");
      mayGoOn.release();
      assertThat(before.response().text()).isEqualTo("a1");
      assertThat(client.get("/quick/a").text()).isEqualTo("quick");
      assertThat(results.statistics().hits()).isEqualTo(1);
      results.clear();
      mayGoOn.release();
      assertThat(client.get("/a").text()).isEqualTo("a2");
    }
  }

  @Test
  void whatWasNotAskedForLatelyGoesFirst() throws Exception {
    try (TestClient client = client()) {
      for (int i = 0; i < 50; i++) {
        assertThat(client.get("/quick/" + i).status()).isEqualTo(200);
      }
      assertThat(results.statistics().entries()).isEqualTo(10);
      assertThat(results.statistics().evicted()).isEqualTo(40);
    }
  }

  @Test
  void limitsMakeSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> SharedResults.of(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharedResults.of(1).expiringAfter(Duration.ZERO));
  }

  private static List<TestCall> start(TestClient client, int count, String path) throws Exception {
    var calls = new ArrayList<TestCall>();
    for (int i = 0; i < count; i++) {
      calls.add(client.start(TestRequest.get(path)));
    }
    return calls;
  }

  private static void holds(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("the time it took").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
