/** The threads that tasks run on, where the public API of the JDK ends. Not for users. */
@org.jspecify.annotations.NullMarked
package dev.outrigger.runtime.carrier;
