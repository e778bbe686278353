/**
 * What tasks wait for and the JDK has not: an event that can be taken back, a capacity limiter, a
 * broadcast, a periodic timer.
 *
 * <p>Semaphores, latches, locks and blocking queues of {@code java.util.concurrent} work in tasks
 * as they are: they suspend the task and end when its scope is cancelled. Channels that can be
 * closed, with select, are those of Jox ({@code com.softwaremill.jox.Channel}), which comes with
 * this module. Between tasks of one loop make them buffered: a rendezvous channel spins for some
 * microseconds before it waits, and nothing else runs on that loop meanwhile. A loop's own thread,
 * which must not wait, sends with {@code Select.select(channel.sendClause(item, () -> true),
 * Select.defaultClause(false))}; that may say no at the moment at which another thread begins or
 * gives up a receive, though there is room.
 */
@NullMarked
package dev.outrigger.runtime.sync;

import org.jspecify.annotations.NullMarked;
