/** What is kept on the disk of a user: made once, used by many processes, gone when unused. */
@NullMarked
package dev.outrigger.cli.cache;

import org.jspecify.annotations.NullMarked;
