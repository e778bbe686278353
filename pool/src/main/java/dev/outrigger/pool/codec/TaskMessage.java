package dev.outrigger.pool.codec;

import dev.outrigger.pool.RemoteBiConsumer;
import dev.outrigger.pool.RemoteBiFunction;
import dev.outrigger.pool.RemoteCallable;
import dev.outrigger.pool.RemoteConsumer;
import dev.outrigger.pool.RemoteFunction;
import dev.outrigger.pool.RemoteRunnable;
import dev.outrigger.pool.RemoteTriConsumer;
import dev.outrigger.pool.RemoteTriFunction;
import dev.outrigger.pool.RemoteWork;
import dev.outrigger.pool.memory.Cargo;
import dev.outrigger.pool.wire.Definition;
import dev.outrigger.pool.wire.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a TASK frame carries after its header: the function, if it has no number, and arguments. */
public final class TaskMessage {
  private static final int MAX_ARGUMENTS = 3;

  private static final Rules PLAIN = Rules.plain(0);

  private TaskMessage() {}

  /** A task ready to be sent, with the name that it was given or that its function suggests. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Encoded(String name, Optional<Definition> function, byte[] body) {
    /** The same for two calls only if function and arguments are the same. */
    public byte[] key() {
      byte[] bytes = function.map(Definition::bytes).orElseGet(() -> new byte[0]);
      return ByteBuffer.allocate(4 + bytes.length + body.length)
          .putInt(bytes.length)
          .put(bytes)
          .put(body)
          .array();
    }
  }

  /** The number by which a worker knows a function. */
  public static int number(Optional<Definition> function) {
    return function.map(Definition::number).orElse(Definition.NONE);
  }

  /** What a function suggests as a name. */
  public static String name(Object function) throws UnsendableException {
    Optional<Definition> known = Functions.known(function);
    if (known.isPresent()) {
      return known.get().name();
    }
    // Shared memory that it captures lets itself be written only if somebody holds it.
    Cargo cargo = new Cargo();
    try {
      return cargo.load(() -> Functions.write(function)).name();
    } finally {
      cargo.release();
    }
  }

  /** Writes it; fails where a part can't be sent or all of it is too large. */
  public static Encoded encode(
      Optional<String> given, Map<String, String> context, RemoteWork<?> work, Rules rules)
      throws UnsendableException, TooLargeException {
    Payload out = new Payload();
    Optional<Definition> function = Functions.known(work.function());
    if (function.isEmpty()) {
      Functions.Written written = Functions.write(work.function());
      function = written.definition();
      if (function.isEmpty()) {
        String name = given.orElse(written.name());
        TaskHeader.write(Optional.of(name), context, out);
        Values.writeObject(written.bytes(), out);
        return new Encoded(name, function, finish(name, work, out, rules));
      }
    }
    TaskHeader.write(given, context, out);
    String name = given.orElse(function.get().name());
    return new Encoded(name, function, finish(name, work, out, rules));
  }

  /** The same for a nested task, whose receiver knows no numbers: the function is written out. */
  public static Encoded encodeWhole(
      Optional<String> given, Map<String, String> context, RemoteWork<?> work, Rules rules)
      throws UnsendableException, TooLargeException {
    Serials.Written bytes = Serials.write(work.function());
    String name = given.orElseGet(() -> TaskNames.of(work.function(), bytes.lambda()));
    Payload out = new Payload();
    TaskHeader.writeNested(name, context, out);
    Values.writeObject(bytes, out);
    return new Encoded(name, Optional.empty(), finish(name, work, out, rules));
  }

  private static byte[] finish(String name, RemoteWork<?> work, Payload out, Rules rules)
      throws UnsendableException, TooLargeException {
    out.addByte(work.arguments().size());
    for (Object argument : work.arguments()) {
      Values.write(argument, out, rules);
    }
    return out.join(rules.maxFrame(), "the task " + name + " with its arguments");
  }

  /** Reads a function that a worker is taught: code of the user. */
  public static @Nullable Object function(byte[] definition, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    return Serials.read(ByteBuffer.wrap(definition), Trust.all(loader));
  }

  /** Reads a function that came with its task: code of the user. */
  public static @Nullable Object function(ByteBuffer in, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    return Values.read(in, Trust.all(loader), PLAIN);
  }

  /** Reads the arguments: code of the user. */
  public static @Nullable Object[] arguments(ByteBuffer in, ClassLoader loader, Rules rules)
      throws IOException, ClassNotFoundException {
    Trust trust = Trust.all(loader);
    int count = in.get();
    if (count < 0 || count > MAX_ARGUMENTS) {
      throw new ProtocolException("a task with " + count + " arguments");
    }
    @Nullable Object[] arguments = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      arguments[i] = Values.read(in, trust, rules);
    }
    return arguments;
  }

  /** Runs it, which is what it all is about. */
  @SuppressWarnings("unchecked")
  public static @Nullable Object run(@Nullable Object function, @Nullable Object[] arguments)
      throws Exception {
    return switch (function) {
      case RemoteCallable<?> callable -> callable.call();
      case RemoteFunction<?, ?> one ->
          ((RemoteFunction<@Nullable Object, @Nullable Object>) one).apply(arguments[0]);
      case RemoteBiFunction<?, ?, ?> two ->
          ((RemoteBiFunction<@Nullable Object, @Nullable Object, @Nullable Object>) two)
              .apply(arguments[0], arguments[1]);
      case RemoteTriFunction<?, ?, ?, ?> three ->
          ((RemoteTriFunction<
                      @Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object>)
                  three)
              .apply(arguments[0], arguments[1], arguments[2]);
      case RemoteRunnable none -> {
        none.run();
        yield null;
      }
      case RemoteConsumer<?> one -> {
        ((RemoteConsumer<@Nullable Object>) one).accept(arguments[0]);
        yield null;
      }
      case RemoteBiConsumer<?, ?> two -> {
        ((RemoteBiConsumer<@Nullable Object, @Nullable Object>) two)
            .accept(arguments[0], arguments[1]);
        yield null;
      }
      case RemoteTriConsumer<?, ?, ?> three -> {
        ((RemoteTriConsumer<@Nullable Object, @Nullable Object, @Nullable Object>) three)
            .accept(arguments[0], arguments[1], arguments[2]);
        yield null;
      }
      case null, default -> throw new ProtocolException("a task without a function");
    };
  }
}
