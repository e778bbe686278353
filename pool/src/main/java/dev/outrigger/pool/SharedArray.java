package dev.outrigger.pool;

import dev.outrigger.pool.memory.Cargo;
import dev.outrigger.pool.memory.Depot;
import dev.outrigger.pool.memory.Elements;
import dev.outrigger.pool.memory.Leases;
import dev.outrigger.pool.memory.Ref;
import dev.outrigger.pool.memory.Region;
import dev.outrigger.pool.memory.Span;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An array that lies in memory shared with the workers: passed to a task, it is not copied.
 *
 * <pre>{@code
 * try (var matrix = SharedArray.of(numbers); var sums = SharedArray.ofDoubles(rows)) {
 *   pool.call(Matrix::sumRows, matrix, sums.writable());
 *   double[] result = sums.toArray();
 * }
 * }</pre>
 *
 * <p>The process that makes it owns it. A task, or a call of an actor, gets a lease: a view of the
 * same memory, wherever the array is found in its arguments or in what its function captures. A
 * lease is read-only unless the owner passes {@link #writable()}, and ends with its task, or with
 * the worker; then the task's view throws {@link IllegalStateException}. Nothing orders what two
 * processes write at the same time; what a task wrote is there for the owner when the task is done.
 *
 * <p>{@link #close} ends the owner's own access at once; the memory itself is given back as soon as
 * no task needs it any more. It lies in /dev/shm (or the folder that the system property {@code
 * dev.outrigger.pool.sharedMemory} names), in a folder that only this user can enter; if there is
 * no room, in a file in {@code java.io.tmpdir}. If this process is killed, its workers or the next
 * pool of the same user remove it.
 *
 * <p>Threading: all methods from any thread; access to elements is as unordered as that to a Java
 * array.
 *
 * @param <A> the kind of array, such as {@code double[]}
 */
public final class SharedArray<A> implements AutoCloseable, Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /** What this process owns, for handles that come back to it in a result. */
  private static final Map<String, SharedArray<?>> OWNED = new ConcurrentHashMap<>();

  private final transient Elements kind;
  private final transient Ref ref;
  private final transient MemorySegment memory;
  private final transient boolean writable;
  private final transient Optional<Owner> owner;

  private record Owner(Region region, Arena arena, AtomicBoolean closed) {}

  private SharedArray(
      Elements kind, Ref ref, MemorySegment memory, boolean writable, Optional<Owner> owner) {
    this.kind = kind;
    this.ref = ref;
    this.memory = memory;
    this.writable = writable;
    this.owner = owner;
  }

  /** A copy of these numbers. */
  public static SharedArray<double[]> of(double[] values) {
    return copy(values);
  }

  /** A copy of these numbers. */
  public static SharedArray<float[]> of(float[] values) {
    return copy(values);
  }

  /** A copy of these numbers. */
  public static SharedArray<long[]> of(long[] values) {
    return copy(values);
  }

  /** A copy of these numbers. */
  public static SharedArray<int[]> of(int[] values) {
    return copy(values);
  }

  /** A copy of these bytes. */
  public static SharedArray<byte[]> of(byte[] values) {
    return copy(values);
  }

  /** So many zeros. */
  public static SharedArray<double[]> ofDoubles(long length) {
    return zeros(Elements.DOUBLES, length);
  }

  /** So many zeros. */
  public static SharedArray<float[]> ofFloats(long length) {
    return zeros(Elements.FLOATS, length);
  }

  /** So many zeros. */
  public static SharedArray<long[]> ofLongs(long length) {
    return zeros(Elements.LONGS, length);
  }

  /** So many zeros. */
  public static SharedArray<int[]> ofInts(long length) {
    return zeros(Elements.INTS, length);
  }

  /** So many zeros. */
  public static SharedArray<byte[]> ofBytes(long length) {
    return zeros(Elements.BYTES, length);
  }

  private interface Making {
    Region in(Depot depot) throws IOException;
  }

  private static <A> SharedArray<A> copy(A values) {
    Elements kind = Elements.of(values).orElseThrow();
    return make(kind, depot -> depot.copy(Elements.memory(values)));
  }

  private static <A> SharedArray<A> zeros(Elements kind, long length) {
    Check.that(
        length >= 0 && length <= Long.MAX_VALUE / kind.bytes(),
        length,
        "length",
        "must be 0 to " + Long.MAX_VALUE / kind.bytes());
    return make(kind, depot -> depot.zeros(length * kind.bytes()));
  }

  private static <A> SharedArray<A> make(Elements kind, Making making) {
    Arena arena = Arena.ofShared();
    try {
      Region region = making.in(Depot.ours());
      try {
        MemorySegment memory = Depot.ours().map(region, arena);
        Owner owner = new Owner(region, arena, new AtomicBoolean());
        SharedArray<A> made =
            new SharedArray<>(kind, region.ref(), memory, false, Optional.of(owner));
        OWNED.put(region.ref().name(), made);
        return made;
      } catch (IOException | RuntimeException | Error e) {
        region.release();
        throw e;
      }
    } catch (IOException e) {
      arena.close();
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** The same memory, passed so that a task may write to it. Closing either closes both. */
  public SharedArray<A> writable() {
    if (owner.isEmpty() && !writable) {
      throw readOnly();
    }
    return new SharedArray<>(kind, ref, memory, true, owner);
  }

  private static IllegalStateException readOnly() {
    return new IllegalStateException(
        "this lease is read-only: the owner of the array can pass array.writable()");
  }

  /** Whether it can be written to here. */
  public boolean isWritable() {
    return !memory.isReadOnly();
  }

  /** How many elements it has. */
  public long length() {
    return ref.bytes() / kind.bytes();
  }

  /**
   * Its memory, in this machine's byte order. It can be used until the array is closed or its lease
   * has ended, and no longer.
   *
   * @throws IllegalStateException if it is closed, or the lease has ended
   */
  public MemorySegment segment() {
    if (!memory.scope().isAlive()) {
      throw new IllegalStateException(
          owner.isPresent()
              ? "this shared array is closed"
              : "the lease of this shared array has ended with its task");
    }
    return memory;
  }

  /** A copy of all elements. */
  public A toArray() {
    return toArray(0, Span.inOneArray(length()));
  }

  /** A copy of some elements. */
  @SuppressWarnings("unchecked")
  public A toArray(long from, int count) {
    long first = Span.checked(from, count, length());
    Object array = kind.newArray(count);
    MemorySegment.copy(
        segment(), first * kind.bytes(), Elements.memory(array), 0, (long) count * kind.bytes());
    return (A) array;
  }

  /** Copies the values to the elements from {@code at} on. */
  public void put(long at, A values) {
    MemorySegment source = Elements.memory(values);
    MemorySegment target = segment();
    if (target.isReadOnly()) {
      throw readOnly();
    }
    long first = Span.checked(at, source.byteSize() / kind.bytes(), length());
    MemorySegment.copy(source, 0, target, first * kind.bytes(), source.byteSize());
  }

  /** The elements of a {@code double[]}; at most 2 GiB, as all buffers. */
  public DoubleBuffer doubles() {
    return buffer(Elements.DOUBLES).asDoubleBuffer();
  }

  /** The elements of a {@code float[]}; at most 2 GiB, as all buffers. */
  public FloatBuffer floats() {
    return buffer(Elements.FLOATS).asFloatBuffer();
  }

  /** The elements of a {@code long[]}; at most 2 GiB, as all buffers. */
  public LongBuffer longs() {
    return buffer(Elements.LONGS).asLongBuffer();
  }

  /** The elements of an {@code int[]}; at most 2 GiB, as all buffers. */
  public IntBuffer ints() {
    return buffer(Elements.INTS).asIntBuffer();
  }

  /** The elements of a {@code byte[]}; at most 2 GiB, as all buffers. */
  public ByteBuffer bytes() {
    return buffer(Elements.BYTES);
  }

  private ByteBuffer buffer(Elements expected) {
    if (kind != expected) {
      throw new IllegalStateException("this is an array of " + kind + ", not of " + expected);
    }
    return segment().asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /**
   * The owner: ends its own access now, and gives the memory back once no submitted task needs it.
   * In a task: does nothing, since the lease ends with the task. Once is enough; more does nothing.
   */
  @Override
  public void close() {
    owner
        .filter(own -> own.closed().compareAndSet(false, true))
        .ifPresent(own -> {
          OWNED.remove(ref.name());
          own.arena().close();
          own.region().release();
        });
  }

  @Override
  public String toString() {
    return "SharedArray of %d %s"
        .formatted(length(), kind.name().toLowerCase(java.util.Locale.ROOT));
  }

  @Serial
  private Object writeReplace() throws ObjectStreamException {
    if (owner.isPresent()) {
      MemorySegment _ = segment();
      Cargo.loading()
          .orElseThrow(() ->
              new InvalidObjectException(
                  "a SharedArray can only be sent with a task or a call of an actor; not in a part of a stream, and not through a cache of results"))
          .hold(owner.get().region());
    }
    return new Handle(kind, ref, writable);
  }

  /** What travels. */
  private record Handle(Elements kind, Ref ref, boolean writable) implements Serializable {
    @Serial
    private Object readResolve() throws ObjectStreamException {
      Optional<Leases> leases = Leases.current();
      if (leases.isPresent()) {
        try {
          MemorySegment memory = leases.get().open(ref, writable);
          return new SharedArray<>(kind, ref, memory, writable, Optional.empty());
        } catch (IOException e) {
          throw new InvalidObjectException("the shared array can't be opened: " + e, e);
        }
      }
      SharedArray<?> own = OWNED.get(ref.name());
      if (own == null) {
        throw new InvalidObjectException("the shared array of this result is closed here");
      }
      return own;
    }
  }
}
