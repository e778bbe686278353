package dev.outrigger.pool.codec;

import dev.outrigger.pool.memory.Elements;
import dev.outrigger.pool.memory.Ref;
import dev.outrigger.pool.memory.Sharing;
import dev.outrigger.pool.wire.ProtocolException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Primitive arrays on the wire: their bytes as this machine has them, for both sides are on it; or,
 * from {@link Rules#LARGE} on, the name of a shared file.
 */
final class ArrayValues {
  private ArrayValues() {}

  /** Whether it was written, by name; else {@link #writeHere} has to. */
  static boolean writeShared(Object array, Elements kind, byte tag, Payload out, Rules rules)
      throws UnsendableException, TooLargeException {
    MemorySegment content = Elements.memory(array);
    if (content.byteSize() < Rules.LARGE) {
      return false;
    }
    if (content.byteSize() > Math.max(rules.maxArray(), rules.maxFrame())) {
      throw TooLargeException.array(content.byteSize(), rules.maxArray());
    }
    Optional<Ref> put;
    try {
      put = rules.sharing().put(content, rules.maxFrame());
    } catch (IOException e) {
      throw new UnsendableException(String.valueOf(e.getMessage()), e);
    }
    put.ifPresent(ref -> {
      byte[] name = ref.name().getBytes(StandardCharsets.US_ASCII);
      out.add(
          ByteBuffer.allocate(12 + name.length)
              .put(tag)
              .put(kind.code())
              .put((byte) (ref.inMemory() ? 1 : 0))
              .putLong(ref.bytes())
              .put((byte) name.length)
              .put(name)
              .flip());
    });
    return put.isPresent();
  }

  static void writeHere(Object array, Elements kind, byte tag, Payload out, Rules rules)
      throws TooLargeException {
    MemorySegment content = Elements.memory(array);
    if (content.byteSize() > rules.maxFrame()) {
      throw new TooLargeException("an array", content.byteSize(), rules.maxFrame());
    }
    ByteBuffer bytes = ByteBuffer.wrap(content.toArray(ValueLayout.JAVA_BYTE));
    out.addByte(tag).addByte(kind.code()).addSized(bytes);
  }

  static Object readHere(ByteBuffer in) throws ProtocolException {
    Elements kind = kind(in);
    ByteBuffer bytes = Values.sized(in);
    if (bytes.remaining() % kind.bytes() != 0) {
      throw new ProtocolException("an array of " + kind + " has " + bytes.remaining() + " bytes");
    }
    Object array = kind.newArray(bytes.remaining() / kind.bytes());
    MemorySegment.copy(
        MemorySegment.ofBuffer(bytes), 0, Elements.memory(array), 0, bytes.remaining());
    return array;
  }

  static Object readShared(ByteBuffer in, Rules rules) throws IOException {
    Elements kind = kind(in);
    Ref ref = ref(in);
    long length = ref.bytes() / kind.bytes();
    if (ref.bytes() > Math.max(rules.maxArray(), rules.maxFrame())
        || ref.bytes() % kind.bytes() != 0
        || length > Integer.MAX_VALUE - 8) {
      throw new ProtocolException("a shared array of " + ref.bytes() + " bytes was announced");
    }
    try (Sharing.Source source = rules.sharing().take(ref)) {
      Object array = kind.newArray((int) length);
      source.copyTo(Elements.memory(array));
      return array;
    }
  }

  /** The file that a value names, after its tag and its kind of elements. */
  static Ref ref(ByteBuffer in) throws ProtocolException {
    boolean inMemory = in.get() != 0;
    long bytes = in.getLong();
    byte[] name = new byte[Byte.toUnsignedInt(in.get())];
    in.get(name);
    return new Ref(inMemory, new String(name, StandardCharsets.US_ASCII), bytes).checked();
  }

  static Elements kind(ByteBuffer in) throws ProtocolException {
    byte code = in.get();
    return Elements.coded(code)
        .orElseThrow(() -> new ProtocolException("unknown kind of array " + code));
  }
}
