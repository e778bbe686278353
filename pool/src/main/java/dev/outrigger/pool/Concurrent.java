package dev.outrigger.pool;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method of an actor's interface: its calls wait for no other call. Each begins as soon as it
 * arrives, on a virtual thread of its own beside whatever the object is doing, so it may overtake
 * calls that were made before it. The object must be made for that.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Concurrent {}
