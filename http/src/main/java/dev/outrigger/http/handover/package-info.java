/**
 * Listening sockets on their way from a server to the one that follows it, in another process, so
 * that no client finds neither.
 */
@NullMarked
package dev.outrigger.http.handover;

import org.jspecify.annotations.NullMarked;
