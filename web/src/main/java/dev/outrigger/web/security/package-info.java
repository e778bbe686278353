/** Fields that tell browsers what pages may do, the way to TLS, and the hosts that are ours. */
package dev.outrigger.web.security;
