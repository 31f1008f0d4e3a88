package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.TenantTier;
import java.util.Arrays;

/** Reads the key of a control record where it is all there is: on a tombstone. */
final class ControlSubject {

  private static final String MEND =
      "use the subject to remove: model/NAME, status/NAME, sla/TENANT/TIER, budget/TENANT or artefact/KIND/NAME";

  private ControlSubject() {}

  static String parse(byte[] key) throws MalformedRecord {
    if (key == null) {
      throw new MalformedRecord("a tombstone has no key; " + MEND);
    }
    String subject = new String(key, UTF_8);
    int slash = subject.indexOf('/');
    boolean known =
        slash > 0
            && Arrays.equals(key, subject.getBytes(UTF_8))
            && names(subject.substring(0, slash), subject.substring(slash + 1));
    if (!known) {
      throw new MalformedRecord(
          "the key " + MalformedRecord.quoted(subject) + " of a tombstone is no subject; " + MEND);
    }
    return subject;
  }

  private static boolean names(String type, String rest) {
    int slash = rest.indexOf('/');
    return switch (type) {
      case "model", "status" -> isName(rest);
      case "sla" -> isKey(rest);
      case "budget" -> isKey(rest + "/*");
      case "artefact" ->
          slash > 0 && isName(rest.substring(0, slash)) && isName(rest.substring(slash + 1));
      default -> false;
    };
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.codePointCount(0, text.length()) <= FieldReader.MAX_NAME
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static boolean isKey(String text) {
    try {
      return !TenantTier.parse(text).key().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
