/** How server processes start quickly: a rehearsal, and what is kept of it. */
@NullMarked
package dev.outrigger.cli.startup;

import org.jspecify.annotations.NullMarked;
