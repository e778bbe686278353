/** Pages from templates, by an engine that others keep. */
package dev.outrigger.web.templates;
