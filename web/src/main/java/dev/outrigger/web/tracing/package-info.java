/** Which request a line of the log belongs to, here and in the services around. */
package dev.outrigger.web.tracing;
