package dev.outrigger.web.auth;

import java.util.Optional;

/** Tells whose token it is. It may wait; requests run it at once. */
@FunctionalInterface
public interface TokenCheck {
  /**
   * Empty if it is nobody's.
   *
   * @throws TokenRefusedException to say why it is not good
   * @throws Exception any other fails the request
   */
  Optional<User> user(String token) throws Exception;
}
