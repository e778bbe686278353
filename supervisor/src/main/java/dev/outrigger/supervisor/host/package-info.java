/** The arbiter's hands: processes, sockets, probes and the talk with those who serve. */
@NullMarked
package dev.outrigger.supervisor.host;

import org.jspecify.annotations.NullMarked;
