package dev.outrigger.pool.codec;

import dev.outrigger.pool.wording.Told;
import dev.outrigger.pool.wording.Traces;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JDK serialization, with our filter and with class loaders that are told. */
final class Serials {
  private Serials() {}

  /** An object's bytes and, if it is a lambda, what the JDK writes in its place. */
  record Written(ByteBuffer bytes, Optional<SerializedLambda> lambda) {}

  static Written write(@Nullable Object object) throws UnsendableException {
    return write(object, false);
  }

  /** A throwable; the traces of stack overflows are cut. */
  static ByteBuffer writeThrown(Throwable thrown) throws UnsendableException {
    return write(thrown, true).bytes();
  }

  private static Written write(@Nullable Object object, boolean cutTraces)
      throws UnsendableException {
    Bytes bytes = new Bytes();
    try (Output out = new Output(bytes, cutTraces)) {
      out.writeObject(object);
      out.flush();
      return new Written(bytes.buffer(), Optional.ofNullable(out.lambda));
    } catch (NotSerializableException e) {
      throw new UnsendableException(Culprit.in(object), e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new UnsendableException(
          Culprit.typeName(object) + " can't be serialized: its writing failed with " + Told.of(e),
          e);
    }
  }

  static @Nullable Object read(ByteBuffer part, Trust trust)
      throws IOException, ClassNotFoundException {
    SerialFilter filter = new SerialFilter(trust.filter(), part.remaining());
    InputStream bytes =
        new ByteArrayInputStream(
            part.array(), part.arrayOffset() + part.position(), part.remaining());
    try (LoaderInput input = new LoaderInput(bytes, trust.loaders())) {
      input.setObjectInputFilter(filter.withSystemFilter());
      return input.readObject();
    } catch (InvalidClassException e) {
      throw filter.refused().isPresent() ? new RefusedClassException(filter.refused().get(), e) : e;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // Bytes that are no object, or code of the user that reads one.
      throw new UnreadableException("reading an object failed with " + Told.of(e), e);
    }
  }

  private static final class Bytes extends ByteArrayOutputStream {
    Bytes() {
      super(512);
    }

    ByteBuffer buffer() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  /** Sees the {@link SerializedLambda} that replaces the outermost object, without reflection. */
  private static final class Output extends ObjectOutputStream {
    private final boolean cutTraces;
    private @Nullable SerializedLambda lambda;
    private boolean first = true;

    Output(OutputStream out, boolean cutTraces) throws IOException {
      super(out);
      this.cutTraces = cutTraces;
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      if (first) {
        first = false;
        lambda = object instanceof SerializedLambda found ? found : null;
      }
      return switch (object) {
        case StackTraceElement[] trace when cutTraces -> Traces.capped(trace);
        case Path path when SentPath.standsFor(path) -> new SentPath(path.toString());
        default -> object;
      };
    }
  }

  private static final class LoaderInput extends ObjectInputStream {
    private final List<ClassLoader> loaders;

    LoaderInput(InputStream in, List<ClassLoader> loaders) throws IOException {
      super(in);
      this.loaders = loaders;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      for (ClassLoader loader : loaders) {
        try {
          return Class.forName(description.getName(), false, loader);
        } catch (ClassNotFoundException _) {
          // The next loader may know it, and so may the JDK (primitive types).
        }
      }
      return super.resolveClass(description);
    }
  }
}
