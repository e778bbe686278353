package dev.outrigger.runtime.asyncio;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.stream.ServeOptions;
import dev.outrigger.runtime.stream.TcpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Scopes made elsewhere, starts that are cancelled, loops that stop: what hung once. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class AsyncioStoppedTest {
  private static final Cancellation ENOUGH = new Cancellation(Cancellation.Source.CALLER, "enough");

  @Parameter TaskBackend backend;

  private final Waiters waiters = new Waiters();
  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  @Test
  void aScopeThatWasMadeElsewhereIsCancelledByTheGroupOfTheTaskThatRunsIt() throws Exception {
    Scope made = new Scope();
    CompletableFuture<String> outcome =
        one.start(() ->
            TaskGroup.run(group -> {
              var _ = group.spawn("runs it", () -> made.run(waiters::forever));
              boolean _ = waiters.awaitBegun(1);
              group.cancel("enough");
              return "over";
            }));
    try {
      assertThat(outcome.get(5, TimeUnit.SECONDS)).isEqualTo("over");
    } finally {
      made.cancel(ENOUGH);
    }
  }

  @Test
  void aStartThatIsCancelledThrowsACancelledException() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    CompletableFuture<Boolean> outcome =
        one.start(() ->
            TaskGroup.run(group -> {
              Scope starting = new Scope();
              thrown.set(
                  catchThrowable(() ->
                      starting.run(() ->
                          group.start(
                              "service",
                              _ -> {
                                starting.cancel(ENOUGH);
                                var _ = waiters.forever();
                              }))));
              group.cancel("enough");
              return true;
            }));
    boolean _ = within(outcome);
    assertThat(thrown.get()).isInstanceOf(CancelledException.class);
  }

  @Test
  void aStartThatIsCancelledEndsWhatItStarted() throws Exception {
    CompletableFuture<String> outcome =
        one.start(() ->
            TaskGroup.run(group -> {
              Scope starting = new Scope();
              Throwable _ =
                  catchThrowable(() ->
                      starting.run(() ->
                          group.start(
                              "service",
                              _ -> {
                                starting.cancel(ENOUGH);
                                var _ = waiters.forever();
                              })));
              return "the body is over";
            }));
    assertThat(outcome.get(5, TimeUnit.SECONDS)).isEqualTo("the body is over");
  }

  @Test
  void aServerWithAConnectionEndsWhenItsLoopIsStopped() throws Exception {
    OnOneLoop stopped = OnOneLoop.with(backend);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    TcpServer server = stopped.run(() -> TcpServer.bind(any, ServeOptions.defaults()));
    CountDownLatch served = new CountDownLatch(1);
    CompletableFuture<Boolean> over =
        one.start(() -> {
          server.serve(stream -> {
            served.countDown();
            byte[] _ = stream.readSome(10);
          });
          return true;
        });
    try (Socket _ = new Socket(server.address().getAddress(), server.address().getPort())) {
      served.await();
      stopped.close();
      assertThatThrownBy(() -> over.get(10, TimeUnit.SECONDS))
          .hasStackTraceContaining("cannot accept on");
    }
  }
}
