/**
 * Listening sockets: TCP, Unix or inherited, made and closed so that nobody who connects is lost.
 * Knows nothing of what is spoken on them.
 */
@NullMarked
package dev.outrigger.http.socket;

import org.jspecify.annotations.NullMarked;
