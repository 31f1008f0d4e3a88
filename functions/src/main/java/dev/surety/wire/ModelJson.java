package dev.surety.wire;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import java.io.IOException;

/** The fields of a model, in a control record and in a configuration. */
final class ModelJson {

  private static final WireNames<ModelSpec.Status> STATUSES =
      new WireNames<>(ModelSpec.Status.class, null);

  /**
   * Highest price there can be, even a confirmed one, in US dollars: whatever tokens it is
   * multiplied with, sums of money stay finite.
   */
  static final double DEAREST_USD_PER_MTOK = 1e9;

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
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "model" -> name = in.name(FieldReader.MAX_NAME);
        case "version" -> version = in.integer(0, ControlJson.MAX_VERSION);
        case "provider" -> provider = in.name(FieldReader.MAX_NAME);
        case "input_usd_per_mtok" -> inputUsdPerMtok = in.amount(DEAREST_USD_PER_MTOK);
        case "output_usd_per_mtok" -> outputUsdPerMtok = in.amount(DEAREST_USD_PER_MTOK);
        case "context_window" -> contextWindow = in.count(1);
        case "status" -> status = in.oneOf(STATUSES);
        case "effective_at" -> effectiveAt = in.time();
        case "confirmed" -> confirmed = in.truth();
        default -> in.skip();
      }
    }
    return new ModelSpec(
        Required.field("model", name),
        Required.field("version", version),
        provider,
        Required.field("input_usd_per_mtok", inputUsdPerMtok),
        Required.field("output_usd_per_mtok", outputUsdPerMtok),
        contextWindow,
        status,
        effectiveAt,
        confirmed);
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
    out.truth("confirmed", model.confirmed());
  }
}
