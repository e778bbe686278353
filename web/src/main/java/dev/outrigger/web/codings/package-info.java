/** Codings of content (RFC 9110 8.4), behind one face. */
package dev.outrigger.web.codings;
