/** How much may be asked: how often by one client, and how much at once by all. */
package dev.outrigger.web.limits;
