/** A line for each request, in the formats that log tools read. */
package dev.outrigger.web.accesslog;
