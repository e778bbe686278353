/**
 * What the arbiter decides: which server processes there are to be, when one follows another, and
 * when one is given up. Nothing here touches a process, a socket or a clock, so all of it is tested
 * with fakes.
 */
@NullMarked
package dev.outrigger.supervisor.arbiter;

import org.jspecify.annotations.NullMarked;
