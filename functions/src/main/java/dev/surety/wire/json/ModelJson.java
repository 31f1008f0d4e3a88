package dev.surety.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.surety.domain.ModelSchedule;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RecurringPrice;
import dev.surety.domain.RoutingRequest;
import java.io.IOException;
import java.util.List;

/** The fields of a model, in a control record and in a configuration. */
final class ModelJson {

  private static final WireNames<ModelSpec.Status> STATUSES =
      new WireNames<>(ModelSpec.Status.class, null);

  /**
   * Highest price there can be, even a confirmed one, in US dollars: whatever tokens it is
   * multiplied with, sums of money stay finite.
   */
  static final double DEAREST_USD_PER_MTOK = 1e9;

  static final String PUBLISHED_AT = "published_at";

  private ModelJson() {}

  static ModelSpec read(FieldReader in) throws IOException, MalformedRecord {
    String name = null;
    Long version = null;
    String provider = null;
    Double inputUsdPerMtok = null;
    Double outputUsdPerMtok = null;
    int contextWindow = RoutingRequest.UNKNOWN;
    ModelSpec.Status status = ModelSpec.Status.ACTIVE;
    long effectiveAt = Long.MIN_VALUE;
    boolean confirmed = false;
    long effectiveUntil = Long.MAX_VALUE;
    long publishedAt = Long.MIN_VALUE;
    List<RecurringPrice> calendar = List.of();
    List<String> aliases = List.of();
    double cachedInputUsdPerMtok = Double.NaN;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "model" -> name = in.name(FieldReader.MAX_NAME);
        case "version" -> version = in.integer(0, ControlJson.MAX_VERSION);
        case "provider" -> provider = in.name(FieldReader.MAX_NAME);
        case "input_usd_per_mtok" -> inputUsdPerMtok = in.amount(DEAREST_USD_PER_MTOK);
        case "output_usd_per_mtok" -> outputUsdPerMtok = in.amount(DEAREST_USD_PER_MTOK);
        case "aliases" -> aliases = FieldLists.names(in, 0);
        case "cached_input_usd_per_mtok" -> cachedInputUsdPerMtok = in.amount(DEAREST_USD_PER_MTOK);
        case "context_window" -> contextWindow = in.count(1);
        case "status" -> status = in.oneOf(STATUSES);
        case "effective_at" -> effectiveAt = in.time();
        case "confirmed" -> confirmed = in.truth();
        case "effective_until" -> effectiveUntil = in.time();
        case "calendar" -> calendar = CalendarJson.read(in);
        case PUBLISHED_AT -> publishedAt = published(in);
        default -> in.skip();
      }
    }
    return ModelSpec.builder(Required.field("model", name), Required.field("version", version))
        .provider(provider)
        .inputUsdPerMtok(Required.field("input_usd_per_mtok", inputUsdPerMtok))
        .outputUsdPerMtok(Required.field("output_usd_per_mtok", outputUsdPerMtok))
        .contextWindow(contextWindow)
        .status(status)
        .effectiveAt(effectiveAt)
        .confirmed(confirmed)
        .schedule(new ModelSchedule(effectiveUntil, publishedAt, calendar))
        .aliases(aliases)
        .cachedInputUsdPerMtok(cachedInputUsdPerMtok)
        .build();
  }

  static void write(ModelSpec model, FieldWriter out) throws IOException {
    out.text("model", model.name())
        .integer("version", model.version())
        .text("provider", model.provider())
        .number("input_usd_per_mtok", model.inputUsdPerMtok())
        .number("output_usd_per_mtok", model.outputUsdPerMtok())
        .count("context_window", model.contextWindow())
        .text("status", STATUSES.name(model.status()));
    if (model.effectiveAt() > Long.MIN_VALUE) {
      out.time("effective_at", model.effectiveAt());
    }
    out.truth("confirmed", model.confirmed())
        .someTexts("aliases", model.aliases())
        .number("cached_input_usd_per_mtok", model.cachedInputUsdPerMtok());
    ModelSchedule schedule = model.schedule();
    if (schedule.effectiveUntil() < Long.MAX_VALUE) {
      out.time("effective_until", schedule.effectiveUntil());
    }
    CalendarJson.write(schedule.calendar(), out);
    published(schedule.publishedAt(), out);
  }

  /** No part of the contract, so whatever else stands there is ignored. */
  static long published(FieldReader in) throws IOException {
    if (in.parser().currentToken() != JsonToken.VALUE_STRING) {
      in.skip();
      return Long.MIN_VALUE;
    }
    long time = IsoTime.parse(in.parser().getText());
    return time < 0 ? Long.MIN_VALUE : time;
  }

  /** When a record was published: state has that, the topic has Kafka's timestamp. */
  static void published(long at, FieldWriter out) throws IOException {
    if (at > Long.MIN_VALUE) {
      out.time(PUBLISHED_AT, at);
    }
  }
}
