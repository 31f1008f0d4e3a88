package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.io.NumberOutput;
import dev.surety.domain.Decision;
import java.util.Arrays;
import java.util.List;

/**
 * Decisions as JSON, byte for byte what a generator writes: ROUTE writes one for every request, and
 * of its 400 bytes 300 are names and signs that are always the same. Only of texts in plain ASCII,
 * as ids and names nearly always are; whatever has to be escaped is left to the generator. Not
 * thread-safe.
 */
final class DecisionBytes {

  private static final byte[] DECISION_ID = bytes("{\"decision_id\":");
  private static final byte[] REQUEST_ID = bytes(",\"request_id\":");
  private static final byte[] TENANT = bytes(",\"tenant\":");
  private static final byte[] TIER = bytes(",\"tier\":");
  private static final byte[] MODEL = bytes(",\"model\":");
  private static final byte[] APPLY = bytes(",\"apply\":");
  private static final byte[] ALSO_QUERY = bytes(",\"also_query\":");
  private static final byte[] FALLBACKS = bytes(",\"fallbacks\":");
  private static final byte[] SOLICIT = bytes(",\"solicit\":");
  private static final byte[] EXPLORED = bytes(",\"explored\":");
  private static final byte[] PROPENSITY = bytes(",\"propensity\":");
  private static final byte[] EXPECTED_COST = bytes(",\"expected_cost_usd\":");
  private static final byte[] EXPECTED_SATISFACTION = bytes(",\"expected_satisfaction\":");
  private static final byte[] POLICY = bytes(",\"policy\":");
  private static final byte[] REASON = bytes(",\"reason\":");
  private static final byte[] DECIDED_AT = bytes(",\"decided_at\":\"");
  private static final byte[] REPLACES = bytes(",\"replaces\":");
  private static final byte[] TRUE = bytes("true");
  private static final byte[] FALSE = bytes("false");

  private byte[] out = new byte[1024];
  private int size;
  private boolean plain;
  private final byte[] time = new byte[IsoTime.LENGTH];

  /**
   * @param reason the decision's, as it is written
   * @return {@code null} if the decision says something that this does not write
   */
  byte[] write(Decision decision, String reason) {
    if (decision.judge() != null
        || decision.infeasible() != null
        || decision.decidedAt() < 0
        || decision.decidedAt() > IsoTime.MAX_MILLIS) {
      return null;
    }
    size = 0;
    plain = true;
    text(DECISION_ID, decision.decisionId());
    text(REQUEST_ID, decision.requestId());
    text(TENANT, decision.key().tenant());
    text(TIER, decision.key().tier());
    text(MODEL, decision.model());
    truth(APPLY, decision.apply());
    texts(ALSO_QUERY, decision.alsoQuery());
    texts(FALLBACKS, decision.fallbacks());
    truth(SOLICIT, decision.solicit());
    truth(EXPLORED, decision.explored());
    number(PROPENSITY, decision.propensity());
    number(EXPECTED_COST, decision.expectedCostUsd());
    number(EXPECTED_SATISFACTION, decision.expectedSatisfaction());
    text(POLICY, decision.policy());
    text(REASON, reason);
    time(decision.decidedAt());
    if (decision.replaces() != null) {
      text(REPLACES, decision.replaces());
    }
    room(1);
    out[size++] = '}';
    return plain ? Arrays.copyOf(out, size) : null;
  }

  private void text(byte[] name, String text) {
    raw(name);
    quoted(text);
  }

  private void quoted(String text) {
    if (text == null) {
      plain = false;
      return;
    }
    int length = text.length();
    room(length + 2);
    byte[] to = out;
    int at = size;
    to[at++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
        plain = false;
        return;
      }
      to[at++] = (byte) c;
    }
    to[at++] = '"';
    size = at;
  }

  private void texts(byte[] name, List<String> texts) {
    if (texts == null) {
      plain = false;
      return;
    }
    raw(name);
    room(1);
    out[size++] = '[';
    for (int i = 0; i < texts.size(); i++) {
      if (i > 0) {
        room(1);
        out[size++] = ',';
      }
      quoted(texts.get(i));
    }
    room(1);
    out[size++] = ']';
  }

  private void truth(byte[] name, boolean value) {
    raw(name);
    raw(value ? TRUE : FALSE);
  }

  /** What is no number has no place in JSON. */
  private void number(byte[] name, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    raw(name);
    String text = NumberOutput.toString(value, true);
    int length = text.length();
    room(length);
    for (int i = 0; i < length; i++) {
      out[size++] = (byte) text.charAt(i);
    }
  }

  private void time(long millis) {
    raw(DECIDED_AT);
    IsoTime.write(millis, time);
    raw(time);
    room(1);
    out[size++] = '"';
  }

  private void raw(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, out, size, bytes.length);
    size += bytes.length;
  }

  private void room(int more) {
    if (out.length - size < more) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, size + more));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
