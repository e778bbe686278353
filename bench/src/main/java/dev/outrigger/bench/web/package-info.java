/** Web frameworks side by side: routing, JSON, validation, static files and uploads. */
@NullMarked
package dev.outrigger.bench.web;

import org.jspecify.annotations.NullMarked;
