package dev.outrigger.pool.codec;

import java.io.ObjectInputFilter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be read from one stream: its classes, its depth, and no array of which the stream can't
 * hold the elements. A filter that the JVM was started with is asked as well and stays in force.
 */
final class SerialFilter implements ObjectInputFilter {
  private static final int MAX_DEPTH = 2000;

  /** A table of a hash map may have several places for each entry. */
  private static final int PLACES_PER_ENTRY = 8;

  private static final int FEW = 64;

  private final AllowList allowed;
  private final long bytes;
  private Optional<String> refused = Optional.empty();

  SerialFilter(AllowList allowed, long bytes) {
    this.allowed = allowed;
    this.bytes = bytes;
  }

  /** This one together with that of the JVM. */
  ObjectInputFilter withSystemFilter() {
    ObjectInputFilter system = ObjectInputFilter.Config.getSerialFilter();
    return system == null ? this : ObjectInputFilter.merge(system, this);
  }

  /** The class that was not let in. */
  Optional<String> refused() {
    return refused;
  }

  @Override
  public Status checkInput(FilterInfo info) {
    Class<?> type = info.serialClass();
    if (info.depth() > MAX_DEPTH || tooLong(type, info.arrayLength())) {
      return Status.REJECTED;
    }
    if (allowed.filter().isPresent()) {
      Status status = allowed.filter().get().checkInput(info);
      if (status == Status.REJECTED && type != null) {
        refused = Optional.of(type.getName());
      }
      return status;
    }
    if (type == null) {
      return Status.UNDECIDED;
    }
    if (allowed.allows(type)) {
      return Status.ALLOWED;
    }
    refused = Optional.of(type.getName());
    return Status.REJECTED;
  }

  private boolean tooLong(@Nullable Class<?> type, long length) {
    if (type == null || length < 0) {
      return false;
    }
    Class<?> element = type.getComponentType();
    boolean plain = element != null && element.isPrimitive();
    return length > (plain ? bytes : FEW + PLACES_PER_ENTRY * bytes);
  }
}
