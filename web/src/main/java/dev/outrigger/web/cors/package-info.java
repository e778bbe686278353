/** Lets pages of other origins read answers, as browsers ask for it (CORS). */
package dev.outrigger.web.cors;
