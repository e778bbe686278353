/**
 * What a server has on each of its loops, and where loops and other threads meet: the clock that
 * ticks for all connections, admission, counts, lines for the log. Knows connections only as
 * guests.
 */
@NullMarked
package dev.outrigger.http.loop;

import org.jspecify.annotations.NullMarked;
