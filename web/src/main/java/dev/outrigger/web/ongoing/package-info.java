/** Work that no request waits for. */
@NullMarked
package dev.outrigger.web.ongoing;

import org.jspecify.annotations.NullMarked;
