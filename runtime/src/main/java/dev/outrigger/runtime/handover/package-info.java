/** What passes between tasks and loops without a lock; for Outrigger's own modules. */
@org.jspecify.annotations.NullMarked
package dev.outrigger.runtime.handover;
