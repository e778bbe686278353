package dev.outrigger.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.peer.Peer;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writers that outlive the body, at each step of its end. */
@Timeout(60)
class BufferedStreamTest {
  private static WrittenAnswer answer(Runnable onPart) {
    return new WrittenAnswer(HttpResponse.text(200, ""), -1, new Told(onPart));
  }

  @Test
  void aFlushBehindAShortAnswerDoesNotBeginIt() throws Exception {
    WrittenAnswer answer = answer(() -> {});
    BufferedStream out = new BufferedStream(answer);
    out.write("short");
    assertThat(out.end()).isFalse();
    assertThatThrownBy(out::flush).hasMessageContaining("the answer is complete");
    assertThat(answer.hasBegun()).isFalse();
    assertThat(out.whole()).hasSize(5);
  }

  @Test
  void aWriterThatIsStillAtItBreaksTheAnswerOff() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    WrittenAnswer answer =
        answer(() -> {
          inside.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    BufferedStream out = new BufferedStream(answer);
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread writer = Thread.ofVirtual().start(() -> thrown.set(flushed(out)));
    inside.await();
    assertThatThrownBy(() -> out.write("x")).hasMessageContaining("another task writes");
    assertThatThrownBy(out::end).hasMessageContaining("another task still wrote");
    out.close();
    assertThat(answer.hasBegun()).isTrue();
    goOn.countDown();
    writer.join();
    assertThat(thrown.get()).isNull();
    assertThatThrownBy(() -> out.write("x")).hasMessageContaining("the answer is complete");
  }

  @Test
  void whatIsSettledAtTheEndStays() throws Exception {
    for (int i = 0; i < 2000; i++) {
      WrittenAnswer answer = answer(() -> {});
      BufferedStream out = new BufferedStream(answer);
      CyclicBarrier start = new CyclicBarrier(2);
      Thread writer =
          Thread.ofPlatform()
              .start(() -> {
                assertThatCode(start::await).doesNotThrowAnyException();
                Throwable _ = flushed(out);
              });
      start.await();
      out.close();
      boolean begun = answer.hasBegun();
      writer.join();
      assertThat(answer.hasBegun()).isEqualTo(begun);
      for (ByteBuf part = answer.next(); part != null; part = answer.next()) {
        part.release();
      }
    }
  }

  private static @Nullable Throwable flushed(BufferedStream out) {
    try {
      out.write("late");
      out.flush();
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  private record Told(Runnable onPart) implements Lane {
    @Override
    public Peer peer() {
      throw new AssertionError("nobody asks");
    }

    @Override
    public void partLeft() {
      onPart.run();
    }

    @Override
    public void handOver() {}

    @Override
    public void wanted() {}

    @Override
    public void resume() {}
  }
}
