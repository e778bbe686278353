/** What the command tells its user: errors and log lines. */
@NullMarked
package dev.outrigger.cli.output;

import org.jspecify.annotations.NullMarked;
