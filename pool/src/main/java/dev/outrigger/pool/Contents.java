package dev.outrigger.pool;

import dev.outrigger.pool.codec.ForeignCodec;
import java.io.ObjectInputFilter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What arguments and results may consist of, and how they are written.
 *
 * <p>What a worker sends is read in this process, and the worker may have run code that is hostile.
 * So by default only classes are read that do nothing by being read: the JDK's values (numbers,
 * texts, times, collections), enums, records, throwables, arrays of them, the classes in the jar or
 * folder of the task's function, and those whose package has the same first two names, such as
 * com.acme. (In a jar that has libraries packed into it, these count as its own.) A result that
 * holds anything else fails with delivery {@link Delivery#RESULT_LOST} and names the class; an
 * exception that does comes as {@link RemoteThrowable}.
 *
 * @param maxArray largest array of primitives, in bytes, that goes as an argument or a result by
 *     itself. From 1 MiB on it goes through shared memory: it is copied there and out of it again,
 *     and {@link PoolBuilder#maxFrame} does not limit it. A {@link SharedArray}, which is not
 *     copied, has no limit. What a stream yields and an actor is called with goes in messages
 *     whatever its size, for nobody knows how long it is held. Key {@code contents.max-array},
 *     default 1 GiB
 * @param codec writes and reads arguments and results, parts of streams and calls of actors;
 *     workers find the class by its name. Key {@code contents.codec}, default none: JDK
 *     serialization
 * @param filter decides in place of the default list, and of {@code allowed}, what is read from
 *     workers: all that it does not reject. A filter that the JVM was started with is asked as
 *     well, and so are the limits of depth and size. Default: none
 * @param allowed more classes that are read from workers, by name, or packages with all below them,
 *     which end with a dot, such as "com.acme.". Key {@code contents.allow}, default none
 */
public record Contents(
    long maxArray,
    Optional<Class<? extends Codec>> codec,
    Optional<ObjectInputFilter> filter,
    List<String> allowed) {
  private static final Contents DEFAULTS =
      new Contents(1L << 30, Optional.empty(), Optional.empty(), List.of());

  /**
   * Keeps its own copy of the list; refuses a negative size, blank names and a codec that can't be
   * made.
   */
  public Contents {
    Check.that(maxArray >= 0, maxArray, "maxArray (contents.max-array)", "must not be negative");
    Check.given(codec, "codec").ifPresent(ForeignCodec::make);
    Check.given(filter, "filter");
    allowed = Check.list(allowed, "allowed");
    for (String name : allowed) {
      Check.that(!name.isBlank(), name, "allow (contents.allow)", "must name classes or packages");
    }
  }

  /** Each as it is by default. */
  public static Contents defaults() {
    return DEFAULTS;
  }

  /** The same with this largest array. */
  public Contents withMaxArray(long bytes) {
    return new Contents(bytes, codec, filter, allowed);
  }

  /** The same with this codec. */
  public Contents withCodec(Class<? extends Codec> type) {
    return new Contents(maxArray, Check.some(type, "codec"), filter, allowed);
  }

  /** The same with this filter. */
  public Contents withFilter(ObjectInputFilter own) {
    return new Contents(maxArray, codec, Check.some(own, "filter"), allowed);
  }

  /** The same with these names beside those that it has. */
  public Contents allowing(List<String> names) {
    return new Contents(
        maxArray,
        codec,
        filter,
        Stream.concat(allowed.stream(), Check.<String>list(names, "allowed").stream()).toList());
  }
}
