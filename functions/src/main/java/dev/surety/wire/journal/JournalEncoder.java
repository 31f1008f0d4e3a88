package dev.surety.wire.journal;

import static dev.surety.wire.journal.JournalSchema.CAUSES;
import static dev.surety.wire.journal.JournalSchema.CLASSES;
import static dev.surety.wire.journal.JournalSchema.NOTICES;
import static dev.surety.wire.journal.JournalSchema.REASONS;
import static dev.surety.wire.journal.JournalSchema.SECTIONS;
import static dev.surety.wire.journal.JournalSchema.SOURCES;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.domain.HeldTime;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Config;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.JudgeOffer;
import dev.surety.domain.Millionths;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.wire.journal.JournalSchema.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Writes rows straight from the domain, field by field in the order of {@code journal.avsc}: ROUTE
 * does this for every event, and generic records would cost more than the decision. A test holds
 * its bytes against those of Avro's own writer.
 */
final class JournalEncoder {

  private static final CandidateColumns NONE = CandidateColumns.of(List.of());

  private final ArrayEncoder out = new ArrayEncoder();

  private final AvroFieldWriter fields = new AvroFieldWriter(out);

  byte[] encode(JournalRow row) {
    out.reset();
    try {
      write(row);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private void write(JournalRow row) throws IOException {
    if (row instanceof Decided decided) {
      begin(Section.DECISION, row.stamp());
      decision(decided);
      end(Section.DECISION, row.stamp());
    } else if (row instanceof Outcome outcome) {
      begin(Section.OUTCOME, row.stamp());
      outcome(outcome);
      end(Section.OUTCOME, row.stamp());
    } else if (row instanceof Closed closed) {
      begin(Section.CLOSED, row.stamp());
      out.writeString(CAUSES.of(closed.cause()));
      out.writeInt(closed.decisions());
      end(Section.CLOSED, row.stamp());
    } else if (row instanceof Config config) {
      begin(Section.CONFIG, row.stamp());
      out.writeString(config.hash());
      out.writeString(config.content());
      end(Section.CONFIG, row.stamp());
    } else if (row instanceof Lineage lineage) {
      begin(Section.LINEAGE, row.stamp());
      fields.nullable(lineage.restoredRun());
      out.writeLong(lineage.restoredEpoch());
      out.writeInt(lineage.subtask());
      out.writeString(lineage.version());
      end(Section.LINEAGE, row.stamp());
    }
  }

  /** The header, and null for every section before this one. */
  private void begin(Section section, Stamp stamp) throws IOException {
    TenantTier key = stamp.key();
    out.writeKnown(SECTIONS.of(section));
    out.writeKnown(stamp.run());
    out.writeLong(stamp.epoch());
    fields.nullable(key == null ? null : key.tenant());
    fields.nullable(key == null ? null : key.tier());
    out.writeLong(stamp.seq());
    out.writeLong(stamp.time());
    absent(section.ordinal());
    out.writeIndex(1);
  }

  /** Null for every section after this one, and what follows the sections. */
  private void end(Section section, Stamp stamp) throws IOException {
    absent(Section.values().length - 1 - section.ordinal());
    HeldTime held = stamp.held();
    fields.nullable(held != null, held == null ? 0 : held.told());
    fields.nullable(held != null, held == null ? 0 : held.clock());
    fields.nullable(stamp.born() != 0, stamp.born());
  }

  private void absent(int sections) throws IOException {
    for (int i = 0; i < sections; i++) {
      out.writeIndex(0);
    }
  }

  private void decision(Decided row) throws IOException {
    RoutingRequest request = row.request();
    Decision decision = row.decision();
    same(row.stamp(), request.key(), request.time());
    same(row.stamp(), decision.key(), row.stamp().time());
    if (!request.requestId().equals(decision.requestId())) {
      throw new IllegalArgumentException(
          "the decision on request %s is journaled with request %s"
              .formatted(decision.requestId(), request.requestId()));
    }
    out.writeString(decision.requestId());
    out.writeString(decision.decisionId());
    out.writeKnown(decision.model());
    out.writeBoolean(decision.apply());
    fields.texts(decision.alsoQuery());
    fields.texts(decision.fallbacks());
    out.writeBoolean(decision.solicit());
    out.writeBoolean(decision.explored());
    out.writeDouble(decision.propensity());
    out.writeDouble(decision.expectedCostUsd());
    fields.nullable(decision.expectedSatisfaction());
    out.writeKnown(decision.policy());
    out.writeKnown(REASONS.of(decision.reason()));
    out.writeLong(decision.decidedAt());
    out.writeKnown(row.config());
    out.writeLong(row.seed());
    out.writeDouble(row.target());
    out.writeDouble(row.queue());
    fields.nullable(row.v());
    out.writeDouble(row.exploreProbability());
    out.writeBoolean(row.infeasible());
    boolean inShort = row.candidates().canBeRounded();
    candidates(inShort ? NONE : row.candidates());
    request(request);
    notices(row.notices());
    out.writeBoolean(row.keyedChance());
    fields.nullable(decision.replaces());
    out.writeIndex(1);
    out.writeBoolean(row.catchingUp());
    JudgeOffer judge = decision.judge();
    fields.nullable(judge == null ? Double.NaN : judge.valueUsd());
    fields.nullable(judge == null ? Double.NaN : judge.priceUsd());
    fields.nullable(row.labelProbability());
    out.writeIndex(inShort ? 1 : 0);
    if (inShort) {
      considered(row.candidates(), !decision.alsoQuery().isEmpty());
    }
  }

  private void candidates(CandidateColumns candidates) throws IOException {
    fields.array(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      out.startItem();
      out.writeKnown(candidates.model(i));
      out.writeDouble(candidates.score(i));
      out.writeDouble(candidates.propensity(i));
      fields.nullable(candidates.expectedSatisfaction(i));
      out.writeDouble(candidates.expectedCostUsd(i));
    }
    out.writeArrayEnd();
  }

  /**
   * @param all whether all of them were asked
   */
  private void considered(CandidateColumns candidates, boolean all) throws IOException {
    int size = candidates.size();
    fields.array(size);
    out.writeInts(candidates.places());
    out.writeArrayEnd();
    fields.array(size);
    for (int i = 0; i < size; i++) {
      out.writeInt(Millionths.of(candidates.propensity(i)));
    }
    out.writeArrayEnd();
    fields.array(size);
    for (int i = 0; i < size; i++) {
      out.writeInt(Millionths.of(candidates.expectedSatisfaction(i)));
    }
    out.writeArrayEnd();
    fields.array(size);
    for (int i = 0; i < size; i++) {
      out.writeFloat((float) candidates.expectedCostUsd(i));
    }
    out.writeArrayEnd();
    out.writeDouble(candidates.bestCostUsd());
    fields.nullable(all ? candidates.allCostUsd() : Double.NaN);
    out.writeLong(candidates.digest());
  }

  private void request(RoutingRequest request) throws IOException {
    fields.nullable(request.prompt());
    fields.nullable(request.promptChars());
    features(request.features());
    fields.nullable(request.inputTokens());
    fields.nullable(request.maxOutputTokens());
    fields.texts(request.candidates());
    fields.nullable(request.pinnedModel());
    fields.nullable(request.incumbent());
    fields.nullable(request.conversationId());
    fields.nullable(request.tag());
    out.writeMapStart();
    out.setItemCount(request.attributes().size());
    if (!request.attributes().isEmpty()) {
      for (Map.Entry<String, String> attribute : request.attributes().entrySet()) {
        out.startItem();
        out.writeString(attribute.getKey());
        out.writeString(attribute.getValue());
      }
    }
    out.writeMapEnd();
    fields.nullable(request.taggedBy());
    fields.texts(request.require());
    fields.nullable(request.cached().model());
    fields.nullable(request.cached().tokens());
  }

  private void features(Features features) throws IOException {
    fields.array(features.indices().length);
    out.writeInts(features.indices());
    out.writeArrayEnd();
    fields.array(features.values().length);
    out.writeFloats(features.values());
    out.writeArrayEnd();
  }

  private void outcome(Outcome row) throws IOException {
    Feedback feedback = row.feedback();
    same(row.stamp(), feedback.key(), feedback.time());
    out.writeString(feedback.requestId());
    out.writeString(feedback.model());
    fields.nullable(feedback.decisionId());
    fields.nullable(feedback.satisfaction());
    fields.nullable(feedback.inputTokens());
    fields.nullable(feedback.outputTokens());
    fields.nullable(feedback.latencyMillis());
    fields.nullable(feedback.costUsd());
    fields.nullable(feedback.error());
    out.writeBoolean(feedback.finalError());
    out.writeString(SOURCES.of(feedback.source()));
    out.writeString(row.config());
    out.writeString(CLASSES.of(row.outcome()));
    fields.nullable(row.decidedModel());
    fields.nullable(row.decidedId());
    out.writeBoolean(row.learnt());
    out.writeBoolean(row.booked());
    out.writeDouble(row.bookedCostUsd());
    out.writeDouble(row.queue());
    notices(row.notices());
    fields.nullable(feedback.cachedInputTokens());
    fields.nullable(feedback.reasoningTokens());
    out.writeInt(feedback.attempt());
    fields.nullable(row.priced());
    fields.nullable(row.takenFor());
    out.writeDouble(row.spentChangeUsd());
    out.writeDouble(row.bestChangeUsd());
    fields.nullable(row.replaced());
    fields.nullable(row.promised());
    fields.nullable(feedback.firstTokenMillis());
    out.writeBoolean(feedback.usageEstimated());
    fields.nullable(row.judgeChangeUsd() == 0 ? Double.NaN : row.judgeChangeUsd());
  }

  private void notices(int notices) throws IOException {
    fields.array(Integer.bitCount(notices));
    for (int rest = notices; rest != 0; rest &= rest - 1) {
      out.startItem();
      out.writeKnown(NOTICES.words().get(Integer.numberOfTrailingZeros(rest)));
    }
    out.writeArrayEnd();
  }

  /** Key and time stand in the header alone. */
  private static void same(Stamp stamp, TenantTier key, long time) {
    if (!key.equals(stamp.key()) || time != stamp.time()) {
      throw new IllegalArgumentException(
          "a row of %s at %d carries an event of %s at %d"
              .formatted(stamp.key(), stamp.time(), key, time));
    }
  }
}
