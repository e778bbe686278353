/** The side of a server process: how it joins its arbiter, and does what that says. */
@NullMarked
package dev.outrigger.supervisor.member;

import org.jspecify.annotations.NullMarked;
