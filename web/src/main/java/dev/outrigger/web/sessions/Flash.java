package dev.outrigger.web.sessions;

/**
 * A message for the next page that the visitor sees.
 *
 * @param kind such as {@code success}, for the look
 * @param text what it says
 */
public record Flash(String kind, String text) {}
