package dev.outrigger.http.websocket;

/**
 * A whole message as it came.
 *
 * @param payload as it travelled, without its mask; in UTF-8 that was checked, if it is text that
 *     was not compressed
 */
@SuppressWarnings("ArrayRecordComponent")
record Arrived(boolean text, boolean compressed, byte[] payload) {}
