package dev.outrigger.pool.codec;

import dev.outrigger.pool.wire.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One value on the wire: a tag and its bytes. The common small types have tags of their own and are
 * read without any code of the user; everything else is {@link #OBJECT}, JDK serialization.
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

  private Values() {}

  static void write(@Nullable Object value, Payload out) throws UnsendableException {
    switch (value) {
      case null -> out.addByte(NULL);
      case Integer number -> out.add(ByteBuffer.allocate(5).put(INT).putInt(number).flip());
      case Long number -> out.add(ByteBuffer.allocate(9).put(LONG).putLong(number).flip());
      case Double number -> out.add(ByteBuffer.allocate(9).put(DOUBLE).putDouble(number).flip());
      case Boolean flag -> out.addByte(BOOLEAN).addByte(flag ? 1 : 0);
      case byte[] bytes -> out.addByte(BYTES).addSized(ByteBuffer.wrap(bytes));
      case String text -> writeText(text, out);
      default -> writeObject(Serials.write(value), out);
    }
  }

  static void writeObject(Serials.Written written, Payload out) {
    out.addByte(OBJECT).addSized(written.bytes());
  }

  private static void writeText(String text, Payload out) throws UnsendableException {
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

  /** Whether reading the value at the buffer's position may run code of the user. */
  static boolean needsUserCode(ByteBuffer in) {
    return in.hasRemaining() && in.get(in.position()) == OBJECT;
  }

  static @Nullable Object read(ByteBuffer in, List<ClassLoader> loaders)
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
        case OBJECT -> Serials.read(stream(sized(in)), loaders);
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

  static ByteArrayInputStream stream(ByteBuffer part) {
    return new ByteArrayInputStream(part.array(), part.arrayOffset(), part.remaining());
  }
}
