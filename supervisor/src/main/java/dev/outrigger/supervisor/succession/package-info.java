/** An arbiter that comes into the place of another one, while the service goes on. */
@NullMarked
package dev.outrigger.supervisor.succession;

import org.jspecify.annotations.NullMarked;
