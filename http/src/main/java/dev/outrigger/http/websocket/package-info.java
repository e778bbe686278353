/**
 * WebSockets (RFC 6455, RFC 8441 and RFC 7692) whose handlers read as if they blocked. {@link
 * dev.outrigger.http.websocket.WebSockets#accept} begins one.
 */
@NullMarked
package dev.outrigger.http.websocket;

import org.jspecify.annotations.NullMarked;
