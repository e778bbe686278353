/**
 * Work that comes again and again. Of several processes of a service exactly one does it, and when
 * another takes its place, that one goes on where it left off.
 */
@NullMarked
package dev.outrigger.web.jobs;

import org.jspecify.annotations.NullMarked;
