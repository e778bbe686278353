package dev.outrigger.web.auth;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.concurrent.CompletableFuture;

/** Reads keys. */
final class KeySets {
  private KeySets() {}

  /** A key that never changes. */
  record Fixed(JWKSet keys) implements KeySource {
    @Override
    public JWKSet current() {
      return keys;
    }

    @Override
    public JWKSet newerThan(JWKSet known) {
      return keys;
    }
  }

  static KeySource ofSecret(byte[] secret) {
    return new Fixed(new JWKSet(new OctetSequenceKey.Builder(secret.clone()).build()));
  }

  static KeySource inFile(Path file) {
    // So that a wrong one is known at once.
    JWKSet _ = read(file);
    return new CachedKeys(() -> CompletableFuture.supplyAsync(() -> read(file)), file.toString());
  }

  private static JWKSet read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The keys of tokens in " + file + " can't be read: " + e, e);
    }
  }

  /**
   * Public keys alone: a secret that was published is none.
   *
   * @throws IllegalArgumentException if it holds no keys
   */
  static JWKSet parse(String json, String where) {
    try {
      JWKSet keys = JWKSet.parse(json).toPublicJWKSet();
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("There are no public keys in " + where);
      }
      return keys;
    } catch (ParseException e) {
      throw new IllegalArgumentException(
          where + " holds no set of keys, {\"keys\":[..]}: " + e.getMessage(), e);
    }
  }
}
