/** Libraries that need not be there. */
@NullMarked
package dev.outrigger.web.libraries;

import org.jspecify.annotations.NullMarked;
