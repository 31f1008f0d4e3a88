package dev.surety.wire.json;

/**
 * A record that breaks the contract of its topic. The message says which field, what is wrong with
 * it and how to mend it; it is bounded in length however long the record is. Bad records are part
 * of normal work, so no stack trace is taken.
 */
public final class MalformedRecord extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int QUOTED = 60;

  MalformedRecord(String message) {
    super(message, null, false, false);
  }

  static MalformedRecord field(String field, String problem, String mend) {
    return new MalformedRecord("field '" + field + "' " + problem + "; " + mend);
  }

  /** Foreign text for a message: its beginning, without control characters. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < Math.min(text.length(), QUOTED); i++) {
      char c = text.charAt(i);
      quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return quoted.append(text.length() > QUOTED ? "...'" : "'").toString();
  }
}
