package dev.outrigger.pool.schedule;

import dev.outrigger.pool.wire.Definition;
import java.util.Optional;

/**
 * What a task is to do, ready for the wire.
 *
 * @param function what the worker must have learnt first; empty: the body has its own function
 * @param body the rest: name, context, arguments
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Work(String name, Optional<Definition> function, byte[] body) {
  /** The number by which the worker knows the function. */
  int functionNumber() {
    return function.map(Definition::number).orElse(Definition.NONE);
  }
}
