package dev.outrigger.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Watches over the event loops while a test runs, on a test or on a class for each of its tests:
 *
 * <ul>
 *   <li>A test that takes too long fails with the tree of all tasks, which says what waits for
 *       what, in place of hanging.
 *   <li>A test during which a step blocked a loop fails with the stack of what blocked it.
 *   <li>A test during which a task failed that nobody waits for fails with what the task threw.
 * </ul>
 *
 * <p>The last two are about all loops of the process: tests that run beside it count too.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WatchedLoopsExtension.class)
public @interface WatchedLoops {
  /** How many seconds a test may take. The limit of a method goes before that of its class. */
  int seconds() default 60;

  /** Whether a blocked loop fails the test. */
  boolean strict() default true;
}
