package dev.outrigger.web.operation;

import java.lang.reflect.Type;
import java.util.Optional;

/**
 * An answer of a route.
 *
 * @param type of the value; empty for no content, and for problems
 */
public record OperationAnswer(int status, Optional<Type> type) {}
