/** Text as clients send it: percent-escapes and UTF-8, strictly. */
@NullMarked
package dev.outrigger.web.text;

import org.jspecify.annotations.NullMarked;
