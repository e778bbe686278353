/** Work with files, away from the loops. */
package dev.outrigger.web.disk;
