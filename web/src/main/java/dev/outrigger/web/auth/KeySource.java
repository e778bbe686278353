package dev.outrigger.web.auth;

import com.nimbusds.jose.jwk.JWKSet;

/** Where the keys of tokens are. */
interface KeySource {
  /**
   * Those that are there.
   *
   * @throws dev.outrigger.web.Problem 503 if there are none
   */
  JWKSet current() throws InterruptedException;

  /** Others than these, if there are any by now. */
  JWKSet newerThan(JWKSet known) throws InterruptedException;
}
