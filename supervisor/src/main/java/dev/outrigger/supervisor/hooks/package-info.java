/** Commands that an operator has run when something happens to a service. */
@NullMarked
package dev.outrigger.supervisor.hooks;

import org.jspecify.annotations.NullMarked;
