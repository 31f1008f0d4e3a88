package dev.surety.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.Rejection;
import dev.surety.domain.Standing;
import dev.surety.engine.RouterState;
import dev.surety.engine.StandingReader;
import dev.surety.engine.TenantConfig;
import dev.surety.wire.json.StandingJson;
import dev.surety.wire.json.TopicRecord;
import java.util.HashMap;
import java.util.Map;

/** Standings as ROUTE sends them: with traffic, and at most one a key in some time. */
final class StandingOutput {

  /** More keys than this start over: a few standings too many, and no memory that grows. */
  private static final int MOST = 10_000;

  private final StandingJson.Writer json = new StandingJson.Writer();
  private final Map<String, String> headers;
  private final long intervalMillis;

  /** When keys whose requests are refused had their last one: no state of theirs can tell. */
  private final Map<String, Long> refused = new HashMap<>();

  StandingOutput(String run, long intervalMillis) {
    this.headers = Map.of(StandingJson.RUN_HEADER, run);
    this.intervalMillis = intervalMillis;
  }

  /** Whether one is due as the key's clock has moved. */
  boolean isDue(long clockBefore, long clockNow) {
    return StandingReader.due(clockBefore, clockNow, intervalMillis);
  }

  /**
   * What is told though nothing has changed: no model is left for a request, which gateways should
   * know before they are told of each; or no money is, which LEASES must know to lease more. It
   * counts as sent then.
   *
   * @param clock the key's, with the refused request taken in
   * @param now epoch milliseconds
   * @return {@code null} where nothing is due
   */
  TopicRecord ofRefusal(
      Rejection why, RouterState state, TenantConfig config, boolean isNew, long clock, long now) {
    boolean asks = why.reason() == Rejection.Reason.BUDGET_SPENT && config.sharedBudget() != null;
    boolean tells = why.reason() == Rejection.Reason.NO_MODELS && !isNew;
    String key = state.key().key();
    return (asks || tells) && isDueToRefusal(key, now)
        ? record(
            key,
            asks
                ? StandingReader.ofRefused(state, config, isNew, clock)
                : StandingReader.of(state, config))
        : null;
  }

  private boolean isDueToRefusal(String key, long now) {
    Long before = refused.get(key);
    if (before != null && now - before < intervalMillis) {
      return false;
    }
    if (refused.size() >= MOST) {
      refused.clear();
    }
    refused.put(key, now);
    return true;
  }

  TopicRecord of(String key, RouterState state, TenantConfig config) {
    return record(key, StandingReader.of(state, config));
  }

  private TopicRecord record(String key, Standing standing) {
    return new TopicRecord(key.getBytes(UTF_8), json.write(standing), headers);
  }
}
