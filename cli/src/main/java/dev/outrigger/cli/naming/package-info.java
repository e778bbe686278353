/** Names that people type. */
@NullMarked
package dev.outrigger.cli.naming;

import org.jspecify.annotations.NullMarked;
