package dev.outrigger.web.auth;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who asks.
 *
 * @param name that no other user has
 * @param roles what this user is, such as {@code admin}
 * @param scopes what the token was given leave for, such as {@code orders:read}
 * @param claims what else is known, as of a token
 */
public record User(String name, Set<String> roles, Set<String> scopes, Map<String, Object> claims) {

  /** Copies the collections. */
  public User {
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
    claims = Map.copyOf(claims);
  }

  /** A user of whom nothing else is known. */
  public static User named(String name) {
    return new User(name, Set.of(), Set.of(), Map.of());
  }

  /** This user with more roles. */
  public User withRoles(String... more) {
    return new User(name, joined(roles, more), scopes, claims);
  }

  /** This user with more scopes. */
  public User withScopes(String... more) {
    return new User(name, roles, joined(scopes, more), claims);
  }

  private static Set<String> joined(Set<String> there, String... more) {
    var all = new HashSet<>(there);
    all.addAll(List.of(more));
    return all;
  }

  /** The name and the roles; claims may be private. */
  @Override
  public String toString() {
    return name + " " + roles;
  }
}
