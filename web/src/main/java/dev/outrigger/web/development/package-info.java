/** What developers see of a failure in their browser, and strangers never do. */
@NullMarked
package dev.outrigger.web.development;

import org.jspecify.annotations.NullMarked;
