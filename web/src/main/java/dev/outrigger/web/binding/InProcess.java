package dev.outrigger.web.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs in a worker process, so that it may compute, crash or eat memory: its arguments
 * are read and checked here, and what it returns, or the {@code Problem} that it throws, becomes
 * the answer here. It ends with the deadline of the request, and when the client goes away. It must
 * be static, and its arguments and its result serializable.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InProcess {}
