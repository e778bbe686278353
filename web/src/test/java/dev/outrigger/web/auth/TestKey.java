package dev.outrigger.web.auth;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens by the JDK alone, also those that no library would make. */
record TestKey(Kind kind, Key signer, JWK jwk) {
  /** Kinds of keys. */
  enum Kind {
    RSA("RS256", "SHA256withRSA", "RSA"),
    EC("ES256", "SHA256withECDSAinP1363Format", "EC"),
    ED("EdDSA", "Ed25519", "Ed25519"),
    SECRET("HS256", "HmacSHA256", "");

    private final String algorithm;
    private final String signature;
    private final String generator;

    Kind(String algorithm, String signature, String generator) {
      this.algorithm = algorithm;
      this.signature = signature;
      this.generator = generator;
    }

    String algorithm() {
      return algorithm;
    }
  }

  static TestKey of(Kind kind) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.generator);
    if (kind != Kind.ED) {
      generator.initialize(kind == Kind.RSA ? 2048 : 256);
    }
    KeyPair pair = generator.generateKeyPair();
    JWK jwk =
        switch (kind) {
          case RSA -> new RSAKey.Builder((RSAPublicKey) pair.getPublic()).build();
          case EC -> new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic()).build();
          case ED -> {
            byte[] encoded = pair.getPublic().getEncoded();
            byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
            yield new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).build();
          }
          case SECRET -> throw new IllegalArgumentException("a secret is no pair");
        };
    return new TestKey(kind, pair.getPrivate(), jwk);
  }

  static TestKey secret(byte[] bytes) {
    return new TestKey(
        Kind.SECRET,
        new SecretKeySpec(bytes, "HmacSHA256"),
        new OctetSequenceKey.Builder(bytes).build());
  }

  /** The public key as an issuer publishes it. */
  String published(String id) throws Exception {
    var json = new java.util.HashMap<>(jwk.toJSONObject());
    json.put("kid", id);
    return new JWKSet(JWK.parse(json)).toString();
  }

  String signed(String header, String claims) throws Exception {
    String input = base64(header) + "." + base64(claims);
    byte[] bytes = input.getBytes(StandardCharsets.US_ASCII);
    return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sign(bytes));
  }

  private byte[] sign(byte[] input) throws Exception {
    if (kind == Kind.SECRET) {
      Mac mac = Mac.getInstance(kind.signature);
      mac.init(signer);
      return mac.doFinal(input);
    }
    Signature signature = Signature.getInstance(kind.signature);
    signature.initSign((PrivateKey) signer);
    signature.update(input);
    return signature.sign();
  }

  static String base64(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
