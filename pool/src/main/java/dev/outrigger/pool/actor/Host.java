package dev.outrigger.pool.actor;

import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.TooLargeException;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.codec.UnsendableException;
import dev.outrigger.pool.memory.Leases;
import dev.outrigger.pool.memory.Places;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wording.Told;
import dev.outrigger.pool.worker.Talk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The actor in its process. Ordered calls run on the thread of the hosting task, which the pool
 * knows how to look at and to stop; each concurrent one has a virtual thread.
 */
final class Host {
  private static final Trust TRUST = Trust.all(ClassLoader.getSystemClassLoader());

  private final Talk talk;
  private final Object object;
  private final Rules rules;
  private final Places places;
  private final Map<String, Method> methods;
  private final BlockingQueue<HostedCall> turns = new LinkedBlockingQueue<>();
  private final Map<Long, HostedCall> calls = new ConcurrentHashMap<>();
  private final HostedCall leave = new HostedCall(0, ByteBuffer.allocate(0));

  Host(Talk talk, Class<?> type, Object object) {
    this.talk = talk;
    this.object = object;
    this.rules = talk.rules();
    this.places = Leases.current().orElseThrow().places();
    this.methods = Contract.methods(type);
  }

  /** Serves until there is no more to do. */
  void live() throws IOException {
    talk.onNudge(NoteKind.ACTOR, this::heard);
    talk.note(NoteKind.ACTOR, ActorMessage.about(ActorMessage.READY, 0));
    for (HostedCall call = next(); !call.equals(leave); call = next()) {
      run(call);
    }
  }

  private HostedCall next() {
    while (true) {
      try {
        return turns.take();
      } catch (InterruptedException e) {
        // Left over by code of the user. Who wants this process to end kills it.
      }
    }
  }

  private void heard(ByteBuffer body) {
    byte what = body.get();
    long id = body.getLong();
    switch (what) {
      case ActorMessage.CALL -> {
        boolean concurrent = body.get() != 0;
        HostedCall call = new HostedCall(id, body);
        calls.put(id, call);
        if (concurrent) {
          Thread thread = Thread.ofVirtual().name("call " + id).unstarted(() -> runAlone(call));
          thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
          thread.start();
        } else {
          turns.add(call);
        }
      }
      case ActorMessage.INTERRUPT -> interrupt(id);
      case ActorMessage.LEAVE -> turns.add(leave);
      default -> throw new IllegalStateException("a nudge of kind " + what);
    }
  }

  private void interrupt(long id) {
    HostedCall call = calls.get(id);
    if (call != null) {
      call.interruption().stack().ifPresent(stack -> say(ActorMessage.stack(id, stack)));
      call.interruption().cancel();
    }
  }

  private void say(byte[] body) {
    try {
      talk.note(NoteKind.ACTOR, body);
    } catch (IOException e) {
      throw new UncheckedIOException("the pool's process is gone", e);
    }
  }

  private void runAlone(HostedCall call) {
    try {
      run(call);
    } catch (IOException _) {
      // The pool's process is gone; the listening thread sees it too, and ends this one.
    }
  }

  private void run(HostedCall call) throws IOException {
    boolean wanted = call.interruption().begin();
    talk.note(NoteKind.ACTOR, ActorMessage.about(ActorMessage.BEGUN, call.id()));
    byte[] answer =
        wanted
            ? Leases.during(places, () -> perform(call))
            : threw(call, new CancellationException("cancelled before it began"));
    call.interruption().finish();
    calls.remove(call.id());
    talk.note(NoteKind.ACTOR, answer);
  }

  private byte[] perform(HostedCall call) {
    @Nullable Object value;
    try {
      value = invoke(call.message());
    } catch (InvocationTargetException | ExecutionException e) {
      return threw(call, e.getCause() == null ? e : e.getCause());
    } catch (Throwable thrown) {
      return threw(call, thrown);
    }
    try {
      return ActorMessage.returned(call.id(), value, rules);
    } catch (UnsendableException | TooLargeException e) {
      return ActorMessage.unsent(call.id(), String.valueOf(e.getMessage()));
    } catch (Throwable thrown) {
      return ActorMessage.unsent(call.id(), "its writing failed with " + Told.of(thrown));
    }
  }

  private byte[] threw(HostedCall call, Throwable thrown) {
    return ActorMessage.threw(call.id(), thrown, rules.maxFrame());
  }

  private @Nullable Object invoke(ByteBuffer message) throws Exception {
    @Nullable Object[] arguments = new @Nullable Object[message.get()];
    Object signature = ActorMessage.value(message, TRUST, rules);
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = ActorMessage.value(message, TRUST, rules);
    }
    Method method = signature instanceof String text ? methods.get(text) : null;
    if (method == null) {
      throw new NoSuchMethodException(signature + ": the actor's process has another version");
    }
    var _ = method.trySetAccessible();
    Object result = method.invoke(object, arguments);
    return Contract.isLater(method) ? settled(result) : result;
  }

  /** The call ends when the future does that it returned. */
  private static @Nullable Object settled(@Nullable Object result) throws Exception {
    return switch (result) {
      case CompletionStage<?> stage -> stage.toCompletableFuture().get();
      case Future<?> future -> future.get();
      case null, default -> result;
    };
  }
}
