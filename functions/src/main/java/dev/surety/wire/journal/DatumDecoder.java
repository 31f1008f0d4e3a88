package dev.surety.wire.journal;

import static dev.surety.domain.RoutingRequest.UNKNOWN;
import static dev.surety.wire.journal.JournalSchema.CAUSES;
import static dev.surety.wire.journal.JournalSchema.CLASSES;
import static dev.surety.wire.journal.JournalSchema.NOTICES;
import static dev.surety.wire.journal.JournalSchema.REASONS;
import static dev.surety.wire.journal.JournalSchema.SECTIONS;
import static dev.surety.wire.journal.JournalSchema.SOURCES;

import dev.surety.domain.CachedPrefix;
import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.domain.HeldTime;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.JudgeOffer;
import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.wire.journal.JournalSchema.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The inverse of {@link JournalEncoder}, field by field in the same order, for datums of the newest
 * schema: evaluations read millions of rows, and generic records cost several times as much. A test
 * holds it against {@link JournalDecoder}, which reads those of any version.
 */
final class DatumDecoder {

  private final ArrayDecoder in = new ArrayDecoder();
  private final RowModels names;
  private TenantTier lastKey;

  /**
   * @param names of the models that rows name by their places
   */
  DatumDecoder(RowModels names) {
    this.names = names;
  }

  /** Where the datum that was read last ended. */
  int end() {
    return in.place();
  }

  /**
   * The row that begins at a byte.
   *
   * @throws RuntimeException if there is none
   */
  JournalRow decode(byte[] bytes, int from) {
    in.begin(bytes, from);
    Section kind = SECTIONS.parse("kind", in.readKnown());
    String run = in.readKnown();
    long epoch = in.readLong();
    TenantTier key = key(known(), known());
    long seq = in.readLong();
    long time = in.readLong();
    Function<Stamp, JournalRow> made = null;
    for (Section section : SECTIONS.constants()) {
      if (in.isThere()) {
        made = section(section, key, time);
      }
    }
    HeldTime held = null;
    boolean told = in.isThere();
    long toldTime = told ? in.readLong() : 0;
    if (in.isThere()) {
      held = new HeldTime(toldTime, in.readLong());
    }
    long born = in.isThere() ? in.readLong() : 0;
    if (made == null) {
      throw new IllegalArgumentException("kind says %s, but it is null".formatted(kind));
    }
    return made.apply(new Stamp(run, epoch, key, seq, time, held, born));
  }

  /** Rows of a key often follow each other. */
  private TenantTier key(String tenant, String tier) {
    if (tenant == null) {
      return null;
    }
    if (lastKey == null || !lastKey.tenant().equals(tenant) || !lastKey.tier().equals(tier)) {
      lastKey = new TenantTier(tenant, tier);
    }
    return lastKey;
  }

  private Function<Stamp, JournalRow> section(Section section, TenantTier key, long time) {
    return switch (section) {
      case DECISION -> decision(key, time);
      case OUTCOME -> outcome(key, time);
      case CLOSED -> {
        Closed.Cause cause = CAUSES.parse("cause", in.readKnown());
        int decisions = in.readInt();
        yield stamp -> new Closed(stamp, cause, decisions);
      }
      case CONFIG -> {
        String hash = in.readString();
        String content = in.readString();
        yield stamp -> new JournalRow.Config(stamp, hash, content);
      }
      case LINEAGE -> {
        String restored = text();
        long epoch = in.readLong();
        int subtask = in.readInt();
        String version = in.readString();
        yield stamp -> new JournalRow.Lineage(stamp, restored, epoch, subtask, version);
      }
    };
  }

  private Function<Stamp, JournalRow> decision(TenantTier key, long time) {
    String requestId = in.readString();
    String decisionId = in.readString();
    String model = in.readKnown();
    boolean apply = in.readBoolean();
    List<String> alsoQuery = texts();
    List<String> fallbacks = texts();
    boolean solicit = in.readBoolean();
    boolean explored = in.readBoolean();
    double propensity = in.readDouble();
    double expectedCostUsd = in.readDouble();
    double expectedSatisfaction = real();
    String policy = in.readKnown();
    Decision.Reason reason = REASONS.parse("reason", in.readKnown());
    long decidedAt = in.readLong();
    String config = in.readKnown();
    long seed = in.readLong();
    double target = in.readDouble();
    double queue = in.readDouble();
    double v = real();
    double explore = in.readDouble();
    boolean infeasible = in.readBoolean();
    CandidateColumns inFull = candidates();
    RoutingRequest request = request(requestId, key, time);
    int notices = notices();
    boolean keyed = in.readBoolean();
    String replaces = text();
    boolean tells = in.isThere();
    boolean catchingUp = tells ? in.readBoolean() : infeasible;
    double judgeValueUsd = real();
    double judgePriceUsd = real();
    JudgeOffer judge =
        Double.isNaN(judgePriceUsd) ? null : new JudgeOffer(judgeValueUsd, judgePriceUsd);
    double labelProbability = real();
    CandidateColumns candidates = in.isThere() ? considered(config) : inFull;
    Decision decision =
        new Decision(
            decisionId,
            requestId,
            key,
            model,
            apply,
            alsoQuery,
            fallbacks,
            solicit,
            explored,
            propensity,
            expectedCostUsd,
            expectedSatisfaction,
            policy,
            reason,
            decidedAt,
            replaces,
            judge,
            Notice.DEADLINE_INFEASIBLE.isIn(notices) ? Decision.DEADLINE : null);
    return stamp ->
        new JournalRow.Decided(
            stamp,
            request,
            config,
            seed,
            decision,
            target,
            queue,
            v,
            explore,
            catchingUp,
            tells && infeasible,
            candidates,
            notices,
            keyed,
            labelProbability);
  }

  private CandidateColumns candidates() {
    int block = in.block();
    if (block == 0) {
      return CandidateColumns.of(List.of());
    }
    List<Candidate> candidates = new ArrayList<>(block);
    for (; block > 0; block = in.block()) {
      for (int i = 0; i < block; i++) {
        candidates.add(
            new Candidate(
                in.readKnown(), in.readDouble(), in.readDouble(), real(), in.readDouble()));
      }
    }
    return CandidateColumns.of(candidates);
  }

  private CandidateColumns considered(String config) {
    int[] places = ints();
    RoundedColumns columns = new RoundedColumns(places);
    int[] propensities = ints();
    int[] satisfactions = ints();
    float[] costs = floats();
    for (int i = 0; i < places.length; i++) {
      columns.propensity(i, propensities[i]);
      columns.satisfaction(i, satisfactions[i]);
      columns.costUsd[i] = costs[i];
    }
    return columns.of(names.of(config), in.readDouble(), real(), in.readLong());
  }

  private RoutingRequest request(String requestId, TenantTier key, long time) {
    return RoutingRequest.builder(requestId, key, time)
        .prompt(text())
        .promptChars(count())
        .features(features())
        .inputTokens(count())
        .maxOutputTokens(count())
        .candidates(texts())
        .pinnedModel(known())
        .incumbent(known())
        .conversationId(text())
        .tag(known())
        .attributes(attributes())
        .taggedBy(known())
        .require(texts())
        .cached(CachedPrefix.of(known(), count()))
        .build();
  }

  private Features features() {
    int[] indices = ints();
    float[] values = floats();
    return indices.length == 0 && values.length == 0
        ? Features.NONE
        : new Features(indices, values);
  }

  private Function<Stamp, JournalRow> outcome(TenantTier key, long time) {
    Feedback.Builder feedback =
        Feedback.builder(in.readString(), key, in.readKnown(), time)
            .decisionId(text())
            .satisfaction(real())
            .inputTokens(count())
            .outputTokens(count())
            .latencyMillis(longCount())
            .costUsd(real())
            .error(text())
            .finalError(in.readBoolean())
            .source(SOURCES.parse("source", in.readKnown()));
    String config = in.readKnown();
    OutcomeClass outcome = CLASSES.parse("class", in.readKnown());
    String decidedModel = known();
    String decidedId = text();
    boolean learnt = in.readBoolean();
    boolean booked = in.readBoolean();
    double bookedCostUsd = in.readDouble();
    double queue = in.readDouble();
    int notices = notices();
    feedback.cachedInputTokens(count()).reasoningTokens(count()).attempt(in.readInt());
    String priced = known();
    String takenFor = known();
    double spentChangeUsd = in.readDouble();
    double bestChangeUsd = in.readDouble();
    double replaced = real();
    double promised = real();
    Feedback said = feedback.firstTokenMillis(longCount()).usageEstimated(in.readBoolean()).build();
    double judgeChangeUsd = in.isThere() ? in.readDouble() : 0;
    return stamp ->
        new JournalRow.Outcome(
            stamp,
            said,
            config,
            outcome,
            decidedModel,
            decidedId,
            learnt,
            booked,
            bookedCostUsd,
            queue,
            notices,
            priced,
            takenFor,
            spentChangeUsd,
            bestChangeUsd,
            replaced,
            promised,
            judgeChangeUsd);
  }

  private int notices() {
    int notices = 0;
    for (int block; (block = in.block()) > 0; ) {
      for (int i = 0; i < block; i++) {
        notices |= NOTICES.parse("notices", in.readKnown()).bit();
      }
    }
    return notices;
  }

  private String text() {
    return in.isThere() ? in.readString() : null;
  }

  private String known() {
    return in.isThere() ? in.readKnown() : null;
  }

  private double real() {
    return in.isThere() ? in.readDouble() : Double.NaN;
  }

  private int count() {
    return in.isThere() ? in.readInt() : UNKNOWN;
  }

  private long longCount() {
    return in.isThere() ? in.readLong() : UNKNOWN;
  }

  private List<String> texts() {
    List<String> texts = List.of();
    for (int block; (block = in.block()) > 0; ) {
      String[] more = new String[block];
      for (int i = 0; i < block; i++) {
        more[i] = in.readKnown();
      }
      if (!texts.isEmpty()) {
        List<String> both = new ArrayList<>(texts);
        both.addAll(Arrays.asList(more));
        texts = List.copyOf(both);
      } else {
        texts = List.of(more);
      }
    }
    return texts;
  }

  private int[] ints() {
    int[] all = new int[0];
    for (int block; (block = in.block()) > 0; ) {
      int before = all.length;
      all = Arrays.copyOf(all, before + block);
      for (int i = before; i < all.length; i++) {
        all[i] = in.readInt();
      }
    }
    return all;
  }

  private float[] floats() {
    float[] all = new float[0];
    for (int block; (block = in.block()) > 0; ) {
      int before = all.length;
      all = Arrays.copyOf(all, before + block);
      for (int i = before; i < all.length; i++) {
        all[i] = in.readFloat();
      }
    }
    return all;
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = Map.of();
    for (int block; (block = in.block()) > 0; ) {
      Map<String, String> more = new HashMap<>(attributes);
      for (int i = 0; i < block; i++) {
        more.put(in.readKnown(), in.readString());
      }
      attributes = more;
    }
    return attributes;
  }
}
