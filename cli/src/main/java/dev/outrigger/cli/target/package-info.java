/** What a user may name to be served, and how it is found. */
@NullMarked
package dev.outrigger.cli.target;

import org.jspecify.annotations.NullMarked;
