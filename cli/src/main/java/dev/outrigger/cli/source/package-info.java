/** From a Java source file to a running class: compile, remember, load. */
@NullMarked
package dev.outrigger.cli.source;

import org.jspecify.annotations.NullMarked;
