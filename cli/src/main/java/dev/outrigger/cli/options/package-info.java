/** The options of the commands, in groups, and how their values are read. */
@NullMarked
package dev.outrigger.cli.options;

import org.jspecify.annotations.NullMarked;
