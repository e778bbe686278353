/**
 * The rules of the RFCs by themselves: what a target, a host, a chunk's line, a field may look
 * like. No state, no I/O, and nothing of the server.
 */
@NullMarked
package dev.outrigger.http.syntax;

import org.jspecify.annotations.NullMarked;
