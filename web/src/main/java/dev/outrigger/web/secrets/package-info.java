/** Values that clients keep for the server and can't change: signed, or encrypted too. */
package dev.outrigger.web.secrets;
