/**
 * What time it is and what happens when: the machine's clock, and that of a simulation. Not for
 * users.
 */
@org.jspecify.annotations.NullMarked
package dev.outrigger.runtime.clock;
