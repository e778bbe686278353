/** What is known about the routes of an application, for documents such as OpenAPI. */
@NullMarked
package dev.outrigger.web.operation;

import org.jspecify.annotations.NullMarked;
