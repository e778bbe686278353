/** Servers side by side: the load, the rounds, what each is charged with, and the report. */
@NullMarked
package dev.outrigger.bench.load;

import org.jspecify.annotations.NullMarked;
