package dev.outrigger.runtime.sync;

import static com.softwaremill.jox.Select.defaultClause;
import static com.softwaremill.jox.Select.select;
import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelDone;
import com.softwaremill.jox.ChannelErrorException;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Jox's channels on a loop: what ADR 8 relies on. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class ChannelsTest {
  private static final int ROUNDS = 2_000;
  private static final Cancellation ENOUGH = new Cancellation(Cancellation.Source.CALLER, "enough");

  @Parameter TaskBackend backend;

  private final Channel<Integer> channel = Channel.newBufferedChannel(1);
  private final Channel<Integer> other = Channel.newBufferedChannel(1);
  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  private boolean send(Channel<Integer> to, int item) throws InterruptedException {
    to.send(item);
    return true;
  }

  private static boolean trySend(Channel<Integer> to, int item) {
    try {
      return select(to.sendClause(item, () -> true), defaultClause(false));
    } catch (InterruptedException e) {
      throw new AssertionError("it waits for nothing", e);
    }
  }

  @Test
  void aReceiverWaitsAndItsLoopGoesOn() throws Exception {
    CompletableFuture<Integer> received = one.start(channel::receive);
    assertThat(one.run(() -> "the loop answers")).isEqualTo("the loop answers");
    assertThat(received).isNotDone();
    assertThat(one.run(() -> send(channel, 7))).isTrue();
    assertThat(within(received)).isEqualTo(7);
  }

  @Test
  void aSenderWithoutRoomWaitsAndItsLoopGoesOn() throws Exception {
    assertThat(send(channel, 1)).isTrue();
    CompletableFuture<Boolean> sent = one.start(() -> send(channel, 2));
    assertThat(one.run(() -> "the loop answers")).isEqualTo("the loop answers");
    assertThat(sent).isNotDone();
    assertThat(channel.receive()).isEqualTo(1);
    assertThat(within(sent)).isTrue();
  }

  @Test
  void twoTasksOfOneLoopMeetInARendezvous() throws Exception {
    Channel<Integer> meeting = Channel.newRendezvousChannel();
    CompletableFuture<Integer> received = one.start(meeting::receive);
    CompletableFuture<Boolean> sent = one.start(() -> send(meeting, 7));
    assertThat(within(received)).isEqualTo(7);
    assertThat(within(sent)).isTrue();
  }

  @Test
  void selectTakesFromWhicheverIsFirst() throws Exception {
    CompletableFuture<Integer> selected =
        one.start(() -> select(channel.receiveClause(), other.receiveClause()));
    assertThat(one.run(() -> send(other, 7))).isTrue();
    assertThat(within(selected)).isEqualTo(7);
  }

  @Test
  void aLoopsOwnThreadSendsWithoutWaiting() throws Exception {
    CompletableFuture<List<Boolean>> sent = new CompletableFuture<>();
    CompletableFuture<Integer> received = one.start(channel::receive);
    one.loop()
        .execute(() -> {
          List<Boolean> all = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            all.add(trySend(other, i));
          }
          sent.complete(all);
          // It may say no while another thread begins to receive.
          while (!trySend(channel, 7)) {
            Thread.onSpinWait();
          }
        });
    assertThat(within(sent)).containsExactly(true, false, false);
    assertThat(within(received)).isEqualTo(7);
  }

  @Test
  void whatWasSentBeforeTheEndIsReceived() throws Exception {
    assertThat(send(channel, 1)).isTrue();
    channel.done();
    assertThat(one.<Object>run(channel::receiveOrClosed)).isEqualTo(1);
    assertThat(one.<Object>run(channel::receiveOrClosed)).isInstanceOf(ChannelDone.class);
  }

  @Test
  void anErrorReachesWhoeverWaits() {
    CompletableFuture<Integer> received = one.start(channel::receive);
    channel.error(new IOException("the source is gone"));
    assertThatThrownBy(() -> within(received))
        .cause()
        .isInstanceOf(ChannelErrorException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  /** Whether the body got through, while it was woken and cancelled at the same moment. */
  private boolean wins(Random random, Callable<?> body, Callable<?> wake) throws Exception {
    Scope scope = new Scope();
    CompletableFuture<Boolean> outcome =
        one.start(() -> {
          try {
            scope.run(() -> {
              Object _ = body.call();
              return true;
            });
            return true;
          } catch (InterruptedException | CancelledException e) {
            return false;
          }
        });
    boolean cancelFirst = random.nextBoolean();
    pause(random);
    if (cancelFirst) {
      scope.cancel(ENOUGH);
    } else {
      Object _ = wake.call();
    }
    pause(random);
    if (cancelFirst) {
      Object _ = wake.call();
    } else {
      scope.cancel(ENOUGH);
    }
    return within(outcome);
  }

  private static void pause(Random random) {
    for (int spins = random.nextInt(600); spins > 0; spins--) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aCancelledReceiveOrSelectLosesNoItem() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      int item = i;
      Callable<Integer> body =
          random.nextBoolean()
              ? channel::receive
              : () -> select(channel.receiveClause(), other.receiveClause());
      boolean received = wins(random, body, () -> send(channel, item));
      int left = select(channel.receiveClause(), defaultClause(-1));
      assertThat(left).as("round %d of seed %d", i, seed).isEqualTo(received ? -1 : i);
    }
  }

  @Test
  void aCancelledSendHasSentOrNot() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(send(channel, -2)).isTrue();
      int item = i;
      List<Integer> first = new ArrayList<>();
      boolean sent = wins(random, () -> send(channel, item), () -> first.add(receiveNow(channel)));
      assertThat(first).containsExactly(-2);
      assertThat(receiveNow(channel)).as("round %d of seed %d", i, seed).isEqualTo(sent ? i : -1);
    }
  }

  private static int receiveNow(Channel<Integer> from) {
    try {
      return select(from.receiveClause(), defaultClause(-1));
    } catch (InterruptedException e) {
      throw new AssertionError("it waits for nothing", e);
    }
  }
}
