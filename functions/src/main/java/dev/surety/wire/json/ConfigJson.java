package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantShare;
import dev.surety.engine.TenantConfig;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Policies;
import dev.surety.policy.health.PoolHealth;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A configuration as a {@code config} row of the journal keeps it: {@code hash}, {@code sla},
 * {@code models} and, if there are any, {@code artefacts}, with the fields of the control topic;
 * {@code tenant_budget} with what the key may count on where tiers of a tenant share one; and
 * {@code health} where models are kept from all tenants: {@code open}, and {@code half_open} with
 * the number of requests of which one is a probe.
 */
public final class ConfigJson {

  private ConfigJson() {}

  public static String write(TenantConfig config) {
    List<JsonRecord.Content> models = new ArrayList<>();
    for (ModelSpec model : config.models()) {
      models.add(fields -> ModelJson.write(model, fields));
    }
    List<JsonRecord.Content> artefacts = new ArrayList<>();
    for (ArtefactUpdate artefact : config.artefacts()) {
      artefacts.add(fields -> ArtefactJson.write(artefact, fields));
    }
    byte[] json =
        JsonRecord.write(
            out -> {
              out.text("hash", config.hash())
                  .object("sla", fields -> SlaJson.write(config.sla(), fields))
                  .objects("models", models);
              if (!artefacts.isEmpty()) {
                out.objects("artefacts", artefacts);
              }
              if (config.share() != null) {
                out.object(
                    "tenant_budget", fields -> TenantBudgetJson.write(config.share(), fields));
              }
              PoolHealth health = config.health();
              if (!health.isEmpty()) {
                out.object(
                    "health",
                    fields ->
                        fields.texts("open", health.open()).counts("half_open", health.halfOpen()));
              }
            });
    return new String(json, UTF_8);
  }

  /**
   * The configuration under the hash it was written with: rows of the journal refer to it by that,
   * whatever a later version would compute.
   *
   * @throws MalformedRecord also if this version does not know the policy or its parameters
   */
  public static TenantConfig read(String content) throws MalformedRecord {
    return JsonRecord.read(content.getBytes(UTF_8), ConfigJson::fields);
  }

  private static TenantConfig fields(FieldReader in) throws IOException, MalformedRecord {
    String hash = null;
    SlaPolicy sla = null;
    List<ModelSpec> models = null;
    List<ArtefactUpdate> artefacts = List.of();
    PoolHealth health = PoolHealth.NONE;
    TenantShare share = null;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "hash" -> hash = in.name(FieldReader.MAX_NAME);
        case "sla" -> sla = in.object(SlaJson::read);
        case "models" -> models = objects(in, "an array of models", ModelJson::read);
        case "artefacts" -> artefacts = objects(in, "an array of artefacts", ArtefactJson::read);
        case "tenant_budget" -> share = in.object(TenantBudgetJson::readShare);
        case "health" -> health = in.object(ConfigJson::health);
        default -> in.skip();
      }
    }
    Required.field("sla", sla);
    Required.field("models", models);
    try {
      return new TenantConfig(
          Required.field("hash", hash),
          sla,
          Policies.of(sla, Artefacts.of(artefacts)),
          models,
          artefacts,
          health,
          share);
    } catch (IllegalArgumentException e) {
      throw MalformedRecord.field("sla", "is not known here", e.getMessage());
    }
  }

  private static PoolHealth health(FieldReader in) throws IOException, MalformedRecord {
    List<String> open = List.of();
    Map<String, Long> halfOpen = Map.of();
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "open" -> open = FieldLists.names(in, 0);
        case "half_open" -> halfOpen = FieldLists.counts(in);
        default -> in.skip();
      }
    }
    return PoolHealth.of(open, halfOpen);
  }

  /** An array of objects. */
  static <T> List<T> objects(FieldReader in, String wanted, JsonRecord.Shape<T> shape)
      throws IOException, MalformedRecord {
    JsonParser parser = in.parser();
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw in.wrongKind(wanted);
    }
    List<T> objects = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      objects.add(in.object(shape));
    }
    return List.copyOf(objects);
  }
}
