package dev.outrigger.pool.codec;

import dev.outrigger.pool.RemoteBiFunction;
import dev.outrigger.pool.RemoteCallable;
import dev.outrigger.pool.RemoteFunction;
import dev.outrigger.pool.RemoteTriFunction;
import dev.outrigger.pool.wire.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a TASK frame carries: the task's name, the function, its arguments. */
public final class TaskMessage {
  private static final int MAX_ARGUMENTS = 3;

  private TaskMessage() {}

  /** A task ready to be sent, with the name that it was given or that its function suggests. */
  public static final class Encoded {
    private final String name;
    private final byte[] payload;

    private Encoded(String name, byte[] payload) {
      this.name = name;
      this.payload = payload;
    }

    /** For people. */
    public String name() {
      return name;
    }

    /** For the wire. */
    public byte[] payload() {
      return payload;
    }
  }

  /** Writes it; fails where a part can't be sent or all of it is too large. */
  public static Encoded encode(
      Optional<String> given, Object function, List<? extends @Nullable Object> arguments, int max)
      throws UnsendableException, TooLargeException {
    Serials.Written written = Serials.write(function);
    String name = given.orElseGet(() -> TaskNames.of(function, written.lambda()));
    Payload out = new Payload();
    Values.write(name, out);
    Values.writeObject(written, out);
    out.addByte(arguments.size());
    for (Object argument : arguments) {
      Values.write(argument, out);
    }
    return new Encoded(name, out.join(max, "the task " + name + " with its arguments"));
  }

  /** The task's name, read without any code of the user. */
  public static String name(byte[] payload) {
    try {
      return String.valueOf(Values.read(ByteBuffer.wrap(payload), List.of()));
    } catch (IOException | ClassNotFoundException e) {
      return "task";
    }
  }

  /** Reads it again and runs it: all of this is code of the user. */
  @SuppressWarnings("unchecked")
  public static @Nullable Object decodeAndRun(byte[] payload, ClassLoader loader) throws Exception {
    ByteBuffer in = ByteBuffer.wrap(payload);
    List<ClassLoader> loaders = List.of(loader);
    Values.read(in, loaders);
    Object function = Values.read(in, loaders);
    int count = in.get();
    if (count < 0 || count > MAX_ARGUMENTS) {
      throw new ProtocolException("a task with " + count + " arguments");
    }
    @Nullable Object[] arguments = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      arguments[i] = Values.read(in, loaders);
    }
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
      case null, default -> throw new ProtocolException("a task without a function");
    };
  }
}
