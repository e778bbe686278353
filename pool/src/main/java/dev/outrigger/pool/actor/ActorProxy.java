package dev.outrigger.pool.actor;

import dev.outrigger.pool.Concurrent;
import dev.outrigger.pool.Contents;
import dev.outrigger.pool.codec.AllowList;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.memory.Cargo;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns calls of an interface into calls of an actor. */
final class ActorProxy implements InvocationHandler {
  private static final String INTERRUPTED = "its caller was interrupted";

  private final String name;
  private final Class<?> type;
  private final Mailbox mailbox;
  private final Executor readers;
  private final Rules rules;
  private final AllowList allowed;
  private final AtomicLong lastId = new AtomicLong();

  ActorProxy(
      String name,
      Class<?> type,
      Mailbox mailbox,
      Executor readers,
      Rules rules,
      Contents contents) {
    this.allowed = AllowList.forProgramOf(type, contents);
    this.name = name;
    this.type = type;
    this.mailbox = mailbox;
    this.readers = readers;
    this.rules = rules;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    @Nullable Object[] given = arguments == null ? new @Nullable Object[0] : arguments;
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, given);
    }
    Call call = call(method, given);
    try {
      mailbox.offer(call);
    } catch (Throwable e) {
      call.unload();
      throw e;
    }
    return Contract.isLater(method) ? later(call) : await(call, method);
  }

  @SuppressWarnings("ReferenceEquality") // a proxy equals itself alone; its equals comes here
  private Object ofObject(Object proxy, Method method, @Nullable Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "actor " + name + " (" + type.getName() + ")";
    };
  }

  private Call call(Method method, @Nullable Object[] arguments) {
    long id = lastId.incrementAndGet();
    boolean concurrent = method.isAnnotationPresent(Concurrent.class);
    String label = method.getName();
    Cargo cargo = new Cargo();
    try {
      byte[] message =
          cargo.load(() ->
              ActorMessage.call(id, concurrent, Contract.signature(method), arguments, rules));
      Trust trust = new Trust(loaders(), allowed);
      return new Call(id, name, label, concurrent, trust, rules, message, cargo);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the call of " + label + " can't be sent: " + e.getMessage(), e);
    }
  }

  private List<ClassLoader> loaders() {
    return Stream.of(
            Optional.ofNullable(Thread.currentThread().getContextClassLoader()),
            Optional.ofNullable(type.getClassLoader()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private @Nullable Object await(Call call, Method method) throws Throwable {
    Outcome outcome;
    try {
      outcome = call.outcome().get();
    } catch (InterruptedException e) {
      var _ = mailbox.stop(call, new Stop.Cancelled(INTERRUPTED));
      var _ = call.outcome().join();
      call.unload();
      if (Stream.of(method.getExceptionTypes())
          .anyMatch(declared -> declared.isAssignableFrom(InterruptedException.class))) {
        throw e;
      }
      Thread.currentThread().interrupt();
      throw new CancellationException(call + " was cancelled: " + INTERRUPTED);
    }
    call.unload();
    return call.read(outcome);
  }

  private CompletableFuture<@Nullable Object> later(Call call) {
    CompletableFuture<@Nullable Object> promise = new CompletableFuture<>();
    var _ =
        promise.whenComplete((_, _) -> {
          if (promise.isCancelled()) {
            var _ = mailbox.stop(call, new Stop.Cancelled("its future was cancelled"));
          }
        });
    var _ =
        call.outcome()
            .thenAccept(outcome -> {
              try {
                readers.execute(() -> keep(promise, call, outcome));
              } catch (RejectedExecutionException | OutOfMemoryError e) {
                keep(promise, call, outcome);
              }
            });
    return promise;
  }

  private static void keep(
      CompletableFuture<@Nullable Object> promise, Call call, Outcome outcome) {
    call.unload();
    try {
      promise.complete(call.read(outcome));
    } catch (Throwable e) {
      promise.completeExceptionally(e);
    }
  }
}
