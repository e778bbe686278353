/** How an arbiter is asked and told from outside: commands over a Unix socket of its user. */
@NullMarked
package dev.outrigger.supervisor.control;

import org.jspecify.annotations.NullMarked;
