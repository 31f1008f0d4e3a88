package dev.surety.gateway.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The texts of a request while it is read: the last of the user, the first, the system's. */
final class MessageText {

  /** Characters of a prompt that go to the router, which reads its beginning. */
  static final int MOST_PROMPT = 16_384;

  private static final int CONVERSATION_BYTES = 12;

  private String last = "";
  private String first;
  private final StringBuilder system = new StringBuilder();
  private long characters;
  private final StringBuilder all;

  /**
   * Nothing yet.
   *
   * @param keepsAll whether all texts are kept, each behind its role
   */
  MessageText(boolean keepsAll) {
    all = keepsAll ? new StringBuilder() : null;
  }

  /** Takes one message; its role may be {@code null}, as in a bare text. */
  void take(String role, String text) {
    characters += text.length();
    if (all != null && !text.isEmpty()) {
      all.append(all.isEmpty() ? "" : "\n\n").append(role == null ? "user" : role);
      all.append(":\n").append(text);
    }
    if (role == null || role.equals("user")) {
      last = text;
      first = first == null ? text : first;
    } else if (role.equals("system") || role.equals("developer")) {
      system.append(text).append('\n');
    }
  }

  String all() {
    return all.toString();
  }

  long characters() {
    return characters;
  }

  String prompt() {
    if (last.length() <= MOST_PROMPT) {
      return last;
    }
    boolean half = Character.isHighSurrogate(last.charAt(MOST_PROMPT - 1));
    return last.substring(0, half ? MOST_PROMPT - 1 : MOST_PROMPT);
  }

  /** Alike for all requests of a conversation, as they all begin alike. */
  String conversation() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(system.toString().getBytes(UTF_8));
      digest.update((byte) 0);
      byte[] hash = digest.digest((first == null ? "" : first).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, CONVERSATION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
