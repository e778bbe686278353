/** What can be counted and measured of a service, for those who collect such things. */
@NullMarked
package dev.outrigger.supervisor.metrics;

import org.jspecify.annotations.NullMarked;
