/**
 * The document of an application for programs and people: OpenAPI 3.1, made of what its routes
 * declare, and Swagger UI to read it and to try things out.
 */
@NullMarked
package dev.outrigger.web.openapi;

import org.jspecify.annotations.NullMarked;
