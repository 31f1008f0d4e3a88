package dev.surety.domain;

/**
 * No model is named for a request, and none will be: whoever waits for a decision need not wait any
 * longer. The record itself is among the dead letters.
 *
 * @param reason for machines: the wire name of a {@link Rejection.Reason}, or one of a later
 *     version
 * @param detail what, where and how to mend, for people; at most {@value #MOST_DETAIL} characters
 * @param refusedAt epoch milliseconds
 * @param requirement what no model of the pool met, by the word of a {@link Requirement} or one of
 *     a later version; {@code null} where it is not that
 */
public record Refusal(
    String requestId,
    TenantTier key,
    String reason,
    String detail,
    long refusedAt,
    String requirement)
    implements Answer {

  /** A gateway passes it on; a list of a thousand candidates helps nobody. */
  public static final int MOST_DETAIL = 1000;

  public Refusal {
    int end = Math.min(detail.length(), MOST_DETAIL);
    boolean halfAPair = end > 0 && Character.isHighSurrogate(detail.charAt(end - 1));
    detail = detail.substring(0, halfAPair ? end - 1 : end);
  }

  /** For a reason that is no requirement. */
  public Refusal(String requestId, TenantTier key, String reason, String detail, long refusedAt) {
    this(requestId, key, reason, detail, refusedAt, null);
  }

  public static Refusal of(String requestId, TenantTier key, Rejection rejection, long refusedAt) {
    return new Refusal(
        requestId,
        key,
        rejection.reason().word(),
        rejection.detail(),
        refusedAt,
        rejection.requirement() == null ? null : rejection.requirement().word());
  }
}
