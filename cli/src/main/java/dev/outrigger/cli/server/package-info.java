/**
 * A server process of {@code serve}. Nothing here reads a user's command line: what an arbiter says
 * is short and sure, and a replacement should not wait for the parser of a hundred options.
 */
@NullMarked
package dev.outrigger.cli.server;

import org.jspecify.annotations.NullMarked;
