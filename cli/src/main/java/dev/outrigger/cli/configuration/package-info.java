/** Values of options that are set in the environment or in a file, and which are in force. */
@NullMarked
package dev.outrigger.cli.configuration;

import org.jspecify.annotations.NullMarked;
