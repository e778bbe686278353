/** JSON as an application has it: the mapper, and bodies with all that is wrong in them. */
@NullMarked
package dev.outrigger.web.json;

import org.jspecify.annotations.NullMarked;
