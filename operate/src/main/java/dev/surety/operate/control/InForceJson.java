package dev.surety.operate.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.engine.Piece;
import dev.surety.wire.json.ControlJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What is in force, for machines: control records as on the topic, by what they are to the router.
 */
final class InForceJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private InForceJson() {}

  static String write(ControlInForce inForce, long now) {
    ObjectNode root = JSON.createObjectNode();
    records(root.putArray("models"), models(inForce.models(now)));
    next(root.putArray("next"), inForce, now);
    records(root.putArray("announced"), models(inForce.announced(now)));
    records(root.putArray("waiting"), models(inForce.waiting()));
    records(root.putArray("statuses"), inForce.statuses());
    records(root.putArray("slas"), inForce.slas());
    records(root.putArray("tenant_budgets"), inForce.budgets());
    records(root.putArray("artefacts"), inForce.artefacts());
    inForce.refused().forEach(root.putArray("refused")::add);
    return root.toPrettyString();
  }

  private static List<ModelUpdate> models(List<ModelSpec> models) {
    return models.stream().map(ModelUpdate::new).toList();
  }

  /** For each model in force that changes: when, and to what; nothing where it leaves the pool. */
  private static void next(ArrayNode array, ControlInForce inForce, long now) {
    for (ModelSpec model : inForce.models(now)) {
      Piece next = inForce.next(model, now);
      if (next != null) {
        ObjectNode node = array.addObject();
        node.put("model", model.name()).put("at", Instant.ofEpochMilli(next.from()).toString());
        if (next.model() != null) {
          node.put("input_usd_per_mtok", next.model().inputUsdPerMtok())
              .put("output_usd_per_mtok", next.model().outputUsdPerMtok())
              .put("status", next.model().status().name().toLowerCase(Locale.ROOT));
        }
      }
    }
  }

  private static void records(ArrayNode array, List<? extends ControlUpdate> updates) {
    try {
      for (ControlUpdate update : updates) {
        JsonNode record =
            JSON.readTree(ControlJson.write(update.published(Long.MIN_VALUE)).value());
        array.add(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a record that was just written can't be read", e);
    }
  }
}
