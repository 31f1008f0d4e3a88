package dev.surety.gateway.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a key looks like: {@code sk-surety-}, ten characters that name it, and 256 bits of chance.
 *
 * <p>Its plain SHA-256 is what is stored. Slow, salted hashes are for passwords, of which an
 * attacker can try the likely ones; of 2^256 keys none is likely, and a request can't wait for a
 * hash that is slow on purpose.
 */
final class KeyText {

  private static final String BEGIN = "sk-surety-";
  private static final int ID_BYTES = 5;
  private static final int ID_LENGTH = 2 * ID_BYTES;
  private static final int SECRET_BYTES = 32;
  private static final int LENGTH = BEGIN.length() + ID_LENGTH + 1 + 43;

  private KeyText() {}

  static String random(SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(id);
    random.nextBytes(secret);
    return BEGIN
        + HexFormat.of().formatHex(id)
        + '-'
        + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** The part that names the key; {@code null} if the text is no key. */
  static String id(String key) {
    return key.length() == LENGTH && key.startsWith(BEGIN)
        ? key.substring(BEGIN.length(), BEGIN.length() + ID_LENGTH)
        : null;
  }

  static String sha256(String key) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** In a time that does not depend on where the two differ. */
  static boolean same(String hash, String other) {
    return MessageDigest.isEqual(hash.getBytes(US_ASCII), other.getBytes(US_ASCII));
  }
}
