/** Who really asks, and how, where proxies stand before the server. */
package dev.outrigger.web.proxies;
