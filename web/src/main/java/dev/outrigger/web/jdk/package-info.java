/** Handlers that were written for the JDK's own server, served by this one. */
package dev.outrigger.web.jdk;
