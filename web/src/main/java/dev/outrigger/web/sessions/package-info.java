/**
 * What belongs to a visitor from one request to the next: {@link
 * dev.outrigger.web.sessions.Session} in a handler, {@link dev.outrigger.web.sessions.Sessions}
 * around it.
 */
package dev.outrigger.web.sessions;
