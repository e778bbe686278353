package dev.outrigger.web.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Checks signatures by keys of all kinds. */
final class Verifiers {
  private Verifiers() {}

  static boolean fit(JWK key, JWSAlgorithm algorithm) {
    return switch (key) {
      case OctetSequenceKey _ -> JWSAlgorithm.Family.HMAC_SHA.contains(algorithm);
      case RSAKey _ -> JWSAlgorithm.Family.RSA.contains(algorithm);
      case ECKey _ -> JWSAlgorithm.Family.EC.contains(algorithm);
      case OctetKeyPair pair ->
          pair.getCurve().equals(Curve.Ed25519) && JWSAlgorithm.Family.ED.contains(algorithm);
      default -> false;
    };
  }

  static JWSVerifier of(JWK key) throws JOSEException {
    return switch (key) {
      case OctetSequenceKey secret -> new MACVerifier(secret);
      case RSAKey rsa -> new RSASSAVerifier(rsa);
      case ECKey ec -> new ECDSAVerifier(ec);
      case OctetKeyPair pair -> new Ed25519(pair);
      default -> throw new JOSEException("no signatures by " + key.getKeyType());
    };
  }

  /** By the JDK: the library's own needs Tink. */
  private static final class Ed25519 extends EdDSAProvider implements JWSVerifier {
    // SubjectPublicKeyInfo of RFC 8410, up to the key itself.
    private static final byte[] BEFORE = HexFormat.of().parseHex("302a300506032b6570032100");

    private final OctetKeyPair key;

    Ed25519(OctetKeyPair key) {
      this.key = key;
    }

    @Override
    public boolean verify(JWSHeader header, byte[] input, Base64URL signature) {
      try {
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(publicKey());
        check.update(input);
        return check.verify(signature.decode());
      } catch (GeneralSecurityException e) {
        return false;
      }
    }

    private PublicKey publicKey() throws GeneralSecurityException {
      byte[] x = key.getDecodedX();
      byte[] encoded = new byte[BEFORE.length + x.length];
      System.arraycopy(BEFORE, 0, encoded, 0, BEFORE.length);
      System.arraycopy(x, 0, encoded, BEFORE.length, x.length);
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
  }
}
