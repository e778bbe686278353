package dev.outrigger.pool.codec;

import dev.outrigger.pool.memory.Elements;
import dev.outrigger.pool.memory.Ref;
import dev.outrigger.pool.wire.ProtocolException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One value on the wire: a tag and its bytes. The common small types and arrays of primitives have
 * tags of their own and are read without any code of the user; everything else goes by the user's
 * codec or is {@link #OBJECT}, JDK serialization.
 */
final class Values {
  private static final byte NULL = 0;
  private static final byte INT = 1;
  private static final byte LONG = 2;
  private static final byte DOUBLE = 3;
  private static final byte BOOLEAN = 4;
  private static final byte STRING = 5;
  private static final byte BYTES = 6;
  private static final byte OBJECT = 7;
  private static final byte ARRAY = 8;
  private static final byte SHARED = 9;
  private static final byte CODEC = 10;

  /** What takes longer to read than a hand-over to another thread. */
  private static final int LONG_TO_READ = 64 << 10;

  private Values() {}

  static void write(@Nullable Object value, Payload out, Rules rules)
      throws UnsendableException, TooLargeException {
    switch (value) {
      case null -> out.addByte(NULL);
      case Integer number -> out.add(ByteBuffer.allocate(5).put(INT).putInt(number).flip());
      case Long number -> out.add(ByteBuffer.allocate(9).put(LONG).putLong(number).flip());
      case Double number -> out.add(ByteBuffer.allocate(9).put(DOUBLE).putDouble(number).flip());
      case Boolean flag -> out.addByte(BOOLEAN).addByte(flag ? 1 : 0);
      case String text -> writeText(text, out);
      default -> {
        Optional<Elements> array = Elements.of(value);
        if (array.isPresent()) {
          writeArray(value, array.get(), out, rules);
        } else if (ForeignCodec.takes(value, rules)) {
          out.addByte(CODEC).addSized(ForeignCodec.write(value, rules));
        } else {
          writeObject(Serials.write(value), out);
        }
      }
    }
  }

  private static void writeArray(Object array, Elements kind, Payload out, Rules rules)
      throws UnsendableException, TooLargeException {
    if (ArrayValues.writeShared(array, kind, SHARED, out, rules)) {
      return;
    }
    if (array instanceof byte[] bytes) {
      out.addByte(BYTES).addSized(ByteBuffer.wrap(bytes));
    } else {
      ArrayValues.writeHere(array, kind, ARRAY, out, rules);
    }
  }

  static void writeObject(Serials.Written written, Payload out) {
    out.addByte(OBJECT).addSized(written.bytes());
  }

  static void writeText(String text, Payload out) throws UnsendableException {
    ByteBuffer bytes;
    try {
      bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      // Half a surrogate pair has no form in UTF-8; the JDK's own way keeps it.
      writeObject(Serials.write(text), out);
      return;
    }
    out.addByte(STRING).addSized(bytes);
  }

  /** Whether reading the value at the buffer's position may take time or run code of the user. */
  static boolean takesTime(ByteBuffer in) {
    return in.hasRemaining()
        && switch (in.get(in.position())) {
          case OBJECT, SHARED, CODEC -> true;
          default -> in.remaining() > LONG_TO_READ;
        };
  }

  /** The shared file that the value at the buffer's position names. */
  static Optional<Ref> shared(ByteBuffer in) {
    if (!in.hasRemaining() || in.get(in.position()) != SHARED) {
      return Optional.empty();
    }
    try {
      ByteBuffer rest = in.slice();
      byte _ = rest.get();
      Elements _ = ArrayValues.kind(rest);
      return Optional.of(ArrayValues.ref(rest));
    } catch (ProtocolException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  static @Nullable Object read(ByteBuffer in, Trust trust, Rules rules)
      throws IOException, ClassNotFoundException {
    try {
      byte tag = in.get();
      return switch (tag) {
        case NULL -> null;
        case INT -> in.getInt();
        case LONG -> in.getLong();
        case DOUBLE -> in.getDouble();
        case BOOLEAN -> in.get() != 0;
        case STRING -> StandardCharsets.UTF_8.decode(sized(in)).toString();
        case BYTES -> {
          ByteBuffer part = sized(in);
          byte[] bytes = new byte[part.remaining()];
          part.get(bytes);
          yield bytes;
        }
        case OBJECT -> Serials.read(sized(in), trust);
        case ARRAY -> ArrayValues.readHere(in);
        case SHARED -> ArrayValues.readShared(in, rules);
        case CODEC -> ForeignCodec.read(sized(in), trust, rules);
        default -> throw new ProtocolException("unknown value tag " + tag);
      };
    } catch (BufferUnderflowException e) {
      throw new ProtocolException("a value ends too early");
    }
  }

  static ByteBuffer sized(ByteBuffer in) throws ProtocolException {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new ProtocolException("a value announced " + length + " bytes, but is shorter");
    }
    ByteBuffer part = in.slice(in.position(), length);
    in.position(in.position() + length);
    return part;
  }
}
