/**
 * How much of an answer leaves the process for a client that does not read: in general little, for
 * some at a time more, since that is cheaper for those who do read.
 */
@NullMarked
package dev.outrigger.http.unsent;

import org.jspecify.annotations.NullMarked;
