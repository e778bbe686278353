package dev.outrigger.pool.actor;

import dev.outrigger.pool.ActorLostException;
import dev.outrigger.pool.ActorStatistics;
import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.PoolFullException;
import dev.outrigger.pool.schedule.Conversation.Reply;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wire.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * An actor's calls, from their making to their end.
 *
 * <p>Calls wait here and not in the process, as tasks do in the pool: the object has one ordered
 * call at a time, and the concurrent ones that came. So a process that dies costs only the calls
 * that it had begun, and the others wait for its successor, if there is one.
 *
 * <p>Threading: any thread. Nothing waits here.
 */
final class Mailbox {
  private final String name;
  private final int capacity;
  private final Duration grace;
  private final Optional<Duration> deadline;
  private final House house;
  private final Restarts restarts;
  private final Turns turns = new Turns();
  private final Tally tally = new Tally();
  private final Deque<Call> ordered = new ArrayDeque<>();
  private final Deque<Call> concurrent = new ArrayDeque<>();
  private final Map<Long, Call> sent = new LinkedHashMap<>();
  private @Nullable Call turn;
  private @Nullable Reply way;
  private boolean open = true;
  private boolean leaving;
  private boolean aborted;
  private Optional<String> condemned = Optional.empty();
  private Optional<Loss> lost = Optional.empty();

  Mailbox(
      String name,
      int capacity,
      Duration grace,
      Optional<Duration> deadline,
      House house,
      Restarts restarts) {
    this.name = name;
    this.capacity = capacity;
    this.grace = grace;
    this.deadline = deadline;
    this.house = house;
    this.restarts = restarts;
  }

  /** Takes a call, or refuses it. */
  void offer(Call call) {
    turns.run(() -> {
      if (lost.isPresent()) {
        throw new ActorLostException(
            "%s was not made: actor %s is lost: %s".formatted(call, name, lost.get().reason()),
            Delivery.NOT_STARTED,
            lost.get().death().orElse(null));
      }
      if (!open) {
        throw new RejectedExecutionException("actor " + name + " is closed");
      }
      int present = waiting() + sent.size();
      if (present >= capacity) {
        tally.rejected++;
        throw new PoolFullException(
            "the mailbox of actor %s is full: %d calls wait or run; call less often or give it a larger one"
                .formatted(name, present));
      }
      tally.accepted++;
      (call.concurrent() ? concurrent : ordered).addLast(call);
      deadline.ifPresent(
          limit -> call.watch(house.later(limit, () -> stop(call, new Stop.Expired(limit)))));
      pump();
    });
  }

  private int waiting() {
    return ordered.size() + concurrent.size();
  }

  private void pump() {
    if (way == null) {
      return;
    }
    while (!concurrent.isEmpty()) {
      send(concurrent.removeFirst());
    }
    if (turn == null && !ordered.isEmpty()) {
      turn = ordered.removeFirst();
      send(turn);
    }
    if (!open && !leaving && sent.isEmpty()) {
      leaving = true;
      say(ActorMessage.about(ActorMessage.LEAVE, 0));
      deadline.ifPresent(limit -> {
        var _ = house.later(limit, () -> kill("its object was not closed within " + limit));
      });
    }
  }

  private void send(Call call) {
    sent.put(call.id(), call);
    say(call.message());
  }

  private void say(byte[] body) {
    Reply open = way;
    if (open != null) {
      turns.afterwards(() -> open.nudge(NoteKind.ACTOR, body));
    }
  }

  /** The process says something. */
  void heard(ByteBuffer body, Reply reply) throws ProtocolException {
    if (body.remaining() < 9) {
      throw new ProtocolException("a note of an actor that is cut off");
    }
    byte what = body.get();
    long id = body.getLong();
    if (what == ActorMessage.READY) {
      turns.run(() -> {
        way = reply;
        pump();
      });
    } else if (!turns.<Boolean>take(() -> heard(what, id, body))) {
      throw new ProtocolException("a note of kind " + what + " about call " + id);
    }
  }

  private boolean heard(byte what, long id, ByteBuffer body) {
    Call call = sent.get(id);
    if (call == null) {
      return false;
    }
    switch (what) {
      case ActorMessage.BEGUN -> call.begins();
      case ActorMessage.STACK -> call.seenAt(StandardCharsets.UTF_8.decode(body).toString());
      case ActorMessage.RETURNED -> answered(call, new Outcome.Returned(body));
      case ActorMessage.THREW -> answered(call, new Outcome.Threw(body));
      case ActorMessage.UNSENT -> answered(call, Outcome.unsent(body));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What the caller or the clock ordered counts, however the call then came to its end. */
  private void answered(Call call, Outcome outcome) {
    sent.remove(call.id());
    if (call == turn) {
      turn = null;
    }
    end(call, call.stop().map(why -> why.outcome(call.delivery())).orElse(outcome));
    pump();
  }

  private void end(Call call, Outcome outcome) {
    call.unwatch();
    tally.ended(outcome);
    turns.afterwards(() -> call.outcome().complete(outcome));
  }

  /** Ends a call; tells whether it will end for this or an earlier such reason. */
  boolean stop(Call call, Stop why) {
    return turns.<Boolean>take(() -> {
      if (ordered.remove(call) || concurrent.remove(call)) {
        end(call, why.outcome(Delivery.NOT_STARTED));
        return true;
      }
      if (!sent.containsKey(call.id())) {
        return false;
      }
      if (call.stop().isEmpty()) {
        call.stopsFor(why);
        say(ActorMessage.about(ActorMessage.INTERRUPT, call.id()));
        call.watch(house.later(grace, () -> overdue(call)));
      }
      return true;
    });
  }

  private void overdue(Call call) {
    turns.run(() -> {
      if (sent.containsKey(call.id())) {
        call.unseen();
        kill("%s was interrupted and did not stop within %d ms".formatted(call, grace.toMillis()));
      }
    });
  }

  private void kill(String reason) {
    turns.run(() -> {
      condemned = condemned.or(() -> Optional.of(reason));
      turns.afterwards(() -> house.kill(reason));
    });
  }

  /** The process, or the attempt to have one, has come to its end. */
  void stopped(Loss end) {
    turns.run(() -> {
      Loss loss = new Loss(condemned.orElse(end.reason()), end.death());
      condemned = Optional.empty();
      way = null;
      turn = null;
      List<Call> kept = new ArrayList<>();
      for (Call call : List.copyOf(sent.values())) {
        if (call.stop().isEmpty() && !call.begun()) {
          kept.add(call);
        } else {
          end(
              call,
              call.stop()
                  .map(why -> why.outcome(call.delivery()))
                  .orElseGet(() -> new Outcome.Lost(Delivery.STARTED, loss)));
        }
      }
      sent.clear();
      kept.reversed().forEach(call -> (call.concurrent() ? concurrent : ordered).addFirst(call));
      if (!aborted && (open || waiting() > 0) && restarts.allowed()) {
        turns.afterwards(house::settleAgain);
      } else {
        giveUp(loss);
      }
    });
  }

  private void giveUp(Loss loss) {
    if (open) {
      String reason =
          restarts.all() == 0
              ? loss.reason()
              : loss.reason() + " (restarted " + restarts.all() + " times before)";
      lost = Optional.of(new Loss(reason, loss.death()));
      open = false;
    }
    Loss told = lost.orElse(loss);
    List.copyOf(ordered).forEach(call -> end(call, new Outcome.Lost(Delivery.NOT_STARTED, told)));
    List.copyOf(concurrent)
        .forEach(call -> end(call, new Outcome.Lost(Delivery.NOT_STARTED, told)));
    ordered.clear();
    concurrent.clear();
    turns.afterwards(house::leave);
  }

  /** No more calls; the process leaves when all are done. */
  void close() {
    turns.run(() -> {
      if (open) {
        open = false;
        if (way == null && waiting() == 0) {
          kill("it was closed before it was ready");
        }
        pump();
      }
    });
  }

  /** Everything ends now. */
  void abort() {
    turns.run(() -> {
      aborted = true;
      open = false;
      condemned = Optional.of("the actor was aborted");
      turns.afterwards(house::abort);
    });
  }

  ActorStatistics statistics() {
    return turns.take(() -> tally.look(open, way != null, waiting(), sent.size(), restarts.all()));
  }
}
