/**
 * What the arbiter and its server processes say to each other: lines of text over a Unix socket.
 */
@NullMarked
package dev.outrigger.supervisor.talk;

import org.jspecify.annotations.NullMarked;
