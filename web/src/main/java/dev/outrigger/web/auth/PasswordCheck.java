package dev.outrigger.web.auth;

import java.util.Optional;

/** Tells which user has this name and password. It may wait; requests run it at once. */
@FunctionalInterface
public interface PasswordCheck {
  /**
   * Empty if there is none.
   *
   * @throws Exception fails the request
   */
  Optional<User> user(String name, String password) throws Exception;
}
