/** From requests to the arguments of methods, and what is wrong on the way. */
@NullMarked
package dev.outrigger.web.endpoints;

import org.jspecify.annotations.NullMarked;
