package dev.surety.wire.journal;

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
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.JudgeOffer;
import dev.surety.domain.Notice;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** The inverse of {@link JournalEncoder} for files of any version: clear before fast. */
final class JournalDecoder {

  private final RowModels names;

  /**
   * @param names of the models that rows name by their places
   */
  JournalDecoder(RowModels names) {
    this.names = names;
  }

  JournalRow decode(GenericRecord record) {
    AvroFieldReader row = new AvroFieldReader(record);
    String tenant = row.text("tenant");
    TenantTier key = tenant == null ? null : new TenantTier(tenant, row.text("tier"));
    Stamp stamp =
        new Stamp(
            row.text("run"),
            row.whole("epoch"),
            key,
            row.whole("seq"),
            row.whole("time"),
            held(row),
            row.isNull("born") ? 0 : row.whole("born"));
    return switch (SECTIONS.parse("kind", row.text("kind"))) {
      case DECISION -> decided(stamp, row.section("decision"));
      case OUTCOME -> outcome(stamp, row.section("outcome"));
      case CLOSED -> closed(stamp, row.section("closed"));
      case CONFIG -> config(stamp, row.section("config"));
      case LINEAGE -> lineage(stamp, row.section("lineage"));
    };
  }

  private static HeldTime held(AvroFieldReader row) {
    return row.isNull("told_time")
        ? null
        : new HeldTime(row.whole("told_time"), row.whole("clock_time"));
  }

  private JournalRow decided(Stamp stamp, AvroFieldReader row) {
    String requestId = row.text("request_id");
    Decision decision =
        new Decision(
            row.text("decision_id"),
            requestId,
            stamp.key(),
            row.text("model"),
            row.flag("apply"),
            row.texts("also_query"),
            row.texts("fallbacks"),
            row.flag("solicit"),
            row.flag("explored"),
            row.real("propensity"),
            row.real("expected_cost_usd"),
            row.real("expected_satisfaction"),
            row.text("policy"),
            REASONS.parse("reason", row.text("reason")),
            row.whole("decided_at"),
            row.text("replaces"),
            row.isNull("judge_price_usd")
                ? null
                : new JudgeOffer(row.real("judge_value_usd"), row.real("judge_price_usd")),
            Notice.DEADLINE_INFEASIBLE.isIn(notices(row)) ? Decision.DEADLINE : null);
    return new JournalRow.Decided(
        stamp,
        request(requestId, stamp, row.section("request")),
        row.text("config"),
        row.whole("seed"),
        decision,
        row.real("target"),
        row.real("queue"),
        row.real("v"),
        row.real("explore_probability"),
        row.isNull("catching_up") ? row.flag("infeasible") : row.flag("catching_up"),
        !row.isNull("catching_up") && row.flag("infeasible"),
        row.isNull("considered")
            ? CandidateColumns.of(candidates(row))
            : considered(row.text("config"), row.section("considered")),
        notices(row),
        row.flag("keyed_chance"),
        row.real("label_probability"));
  }

  private static List<Candidate> candidates(AvroFieldReader row) {
    List<Candidate> candidates = new ArrayList<>();
    for (Object item : row.list("candidates")) {
      AvroFieldReader candidate = new AvroFieldReader((GenericRecord) item);
      candidates.add(
          new Candidate(
              candidate.text("model"),
              candidate.real("score"),
              candidate.real("propensity"),
              candidate.real("expected_satisfaction"),
              candidate.real("expected_cost_usd")));
    }
    return List.copyOf(candidates);
  }

  private CandidateColumns considered(String config, AvroFieldReader row) {
    List<?> models = row.list("models");
    List<?> propensities = row.list("propensities");
    List<?> satisfactions = row.list("expected_satisfactions");
    List<?> costs = row.list("expected_costs_usd");
    RoundedColumns columns =
        new RoundedColumns(models.stream().mapToInt(place -> (Integer) place).toArray());
    for (int i = 0; i < models.size(); i++) {
      columns.propensity(i, (Integer) propensities.get(i));
      columns.satisfaction(i, (Integer) satisfactions.get(i));
      columns.costUsd[i] = (Float) costs.get(i);
    }
    return columns.of(
        names.of(config), row.real("best_cost_usd"), row.real("all_cost_usd"), row.whole("digest"));
  }

  private static RoutingRequest request(String requestId, Stamp stamp, AvroFieldReader row) {
    return RoutingRequest.builder(requestId, stamp.key(), stamp.time())
        .prompt(row.text("prompt"))
        .promptChars(row.count("prompt_chars"))
        .features(features(row))
        .inputTokens(row.count("input_tokens"))
        .maxOutputTokens(row.count("max_output_tokens"))
        .candidates(row.texts("allowed_models"))
        .pinnedModel(row.text("pinned_model"))
        .incumbent(row.text("incumbent"))
        .conversationId(row.text("conversation_id"))
        .tag(row.text("tag"))
        .taggedBy(row.text("tagged_by"))
        .attributes(attributes(row))
        .require(row.texts("require"))
        .cached(CachedPrefix.of(row.text("previous_model"), row.count("cached_tokens")))
        .build();
  }

  private static Features features(AvroFieldReader row) {
    List<?> indices = row.list("feature_indices");
    List<?> values = row.list("feature_values");
    if (indices.isEmpty() && values.isEmpty()) {
      return Features.NONE;
    }
    int[] dimensions = new int[indices.size()];
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = (Integer) indices.get(i);
    }
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (Float) values.get(i);
    }
    return new Features(dimensions, floats);
  }

  private static Map<String, String> attributes(AvroFieldReader row) {
    Map<String, String> attributes = new HashMap<>();
    row.map("attributes")
        .forEach((name, value) -> attributes.put(name.toString(), value.toString()));
    return attributes;
  }

  private static JournalRow outcome(Stamp stamp, AvroFieldReader row) {
    Feedback feedback =
        Feedback.builder(row.text("request_id"), stamp.key(), row.text("model"), stamp.time())
            .decisionId(row.text("decision_id"))
            .satisfaction(row.real("satisfaction"))
            .inputTokens(row.count("input_tokens"))
            .outputTokens(row.count("output_tokens"))
            .latencyMillis(row.longCount("latency_ms"))
            .costUsd(row.real("cost_usd"))
            .error(row.text("error"))
            .finalError(row.flag("final_error"))
            .source(SOURCES.parse("source", row.text("source")))
            .cachedInputTokens(row.count("cached_input_tokens"))
            .reasoningTokens(row.count("reasoning_tokens"))
            .attempt(row.count("attempt"))
            .firstTokenMillis(row.longCount("first_token_ms"))
            .usageEstimated(row.flag("usage_estimated"))
            .build();
    return new JournalRow.Outcome(
        stamp,
        feedback,
        row.text("config"),
        CLASSES.parse("class", row.text("class")),
        row.text("decided_model"),
        row.text("decided_id"),
        row.flag("learnt"),
        row.flag("booked"),
        row.real("booked_cost_usd"),
        row.real("queue"),
        notices(row),
        row.text("priced"),
        row.text("taken_for"),
        row.real("spent_change_usd"),
        row.real("best_change_usd"),
        row.real("replaced"),
        row.real("promised"),
        row.isNull("judge_change_usd") ? 0 : row.real("judge_change_usd"));
  }

  private static int notices(AvroFieldReader row) {
    int notices = 0;
    for (String word : row.texts("notices")) {
      notices |= NOTICES.parse("notices", word).bit();
    }
    return notices;
  }

  private static JournalRow closed(Stamp stamp, AvroFieldReader row) {
    return new JournalRow.Closed(
        stamp, CAUSES.parse("cause", row.text("cause")), row.count("decisions"));
  }

  private static JournalRow config(Stamp stamp, AvroFieldReader row) {
    return new JournalRow.Config(stamp, row.text("hash"), row.text("content"));
  }

  private static JournalRow lineage(Stamp stamp, AvroFieldReader row) {
    return new JournalRow.Lineage(
        stamp,
        row.text("restored_run"),
        row.whole("restored_epoch"),
        row.count("subtask"),
        row.text("version"));
  }
}
