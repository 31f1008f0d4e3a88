package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.BudgetRemoved;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.domain.ControlUpdate.ModelRemoved;
import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaRemoved;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.TenantTier;
import dev.surety.wire.json.ControlFields.Given;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * JSON of the topic {@code control}; the contract is {@code configs/schemas/control.schema.json}.
 * The key of a record is the subject of its update, so that compaction keeps the last word on it.
 */
public final class ControlJson {

  /** The greatest number is a tombstone's. */
  static final long MAX_VERSION = Long.MAX_VALUE - 1;

  /** The fields of every type of record, {@code type} itself apart. */
  public static final Map<String, ControlFields> FIELDS =
      Map.of(
          "model", ModelJson.FIELDS,
          "model_removed", RemovalJson.OF_MODEL,
          "model_status", ModelStatusJson.FIELDS,
          "sla", SlaJson.FIELDS,
          "sla_removed", RemovalJson.OF_SLA,
          "tenant_budget", TenantBudgetJson.FIELDS,
          "tenant_budget_removed", TenantBudgetJson.OF_REMOVAL,
          "artefact", ArtefactJson.FIELDS);

  private ControlJson() {}

  /**
   * Reads one record.
   *
   * @param key the subject, or {@code null}: then the value alone says it
   * @param value {@code null} is a tombstone of the key
   */
  public static ControlUpdate read(byte[] key, byte[] value) throws MalformedRecord {
    if (value == null) {
      return new Tombstone(ControlSubject.parse(key));
    }
    // The type may stand behind the fields that it explains: hence one pass for it alone.
    String type = JsonRecord.read(value, ControlJson::type);
    ControlUpdate update = JsonRecord.read(value, in -> update(type, in));
    if (key != null && !Arrays.equals(key, update.subject().getBytes(UTF_8))) {
      throw new MalformedRecord(
          "the key %s names another subject than the value; use the key %s, or none"
              .formatted(
                  MalformedRecord.quoted(new String(key, UTF_8)),
                  MalformedRecord.quoted(update.subject())));
    }
    return update;
  }

  public static TopicRecord write(ControlUpdate update) {
    byte[] key = update.subject().getBytes(UTF_8);
    return update instanceof Tombstone
        ? new TopicRecord(key, null)
        : new TopicRecord(key, JsonRecord.write(out -> write(update, out)));
  }

  private static String type(FieldReader in) throws IOException, MalformedRecord {
    String type = null;
    for (String field; (field = in.next()) != null; ) {
      if (field.equals("type")) {
        type = in.name(FieldReader.MAX_NAME);
      } else {
        in.skip();
      }
    }
    return Required.field("type", type);
  }

  private static ControlUpdate update(String type, FieldReader in)
      throws IOException, MalformedRecord {
    return switch (type) {
      case "model" -> new ModelUpdate(ModelJson.read(in));
      case "model_removed" -> modelRemoved(in);
      case "model_status" -> ModelStatusJson.read(in);
      case "sla" -> SlaJson.readUpdate(in);
      case "sla_removed" -> slaRemoved(in);
      case "tenant_budget" -> TenantBudgetJson.read(in);
      case "tenant_budget_removed" -> TenantBudgetJson.readRemoval(in);
      case "artefact" -> ArtefactJson.read(in);
      default ->
          throw MalformedRecord.field(
              "type",
              "is " + MalformedRecord.quoted(type),
              "write one of model, model_removed, model_status, sla, sla_removed, tenant_budget,"
                  + " tenant_budget_removed, artefact");
    };
  }

  private static ModelRemoved modelRemoved(FieldReader in) throws IOException, MalformedRecord {
    Given given = RemovalJson.OF_MODEL.read(in);
    return new ModelRemoved(
        given.get(RemovalJson.MODEL),
        given.get(RemovalJson.VERSION),
        given.get(ModelJson.PUBLISHED_AT));
  }

  private static SlaRemoved slaRemoved(FieldReader in) throws IOException, MalformedRecord {
    Given given = RemovalJson.OF_SLA.read(in);
    TenantTier key = Required.key(given.orNull(RemovalJson.TENANT), given.orNull(RemovalJson.TIER));
    return new SlaRemoved(key.tenant(), key.tier(), given.get(RemovalJson.VERSION));
  }

  private static void write(ControlUpdate update, FieldWriter out) throws IOException {
    if (update instanceof ModelUpdate u) {
      ModelJson.write(u.model(), out.text("type", "model"));
    } else if (update instanceof ModelRemoved u) {
      out.text("type", "model_removed").text("model", u.model()).integer("version", u.version());
      ModelJson.published(u.publishedAt(), out);
    } else if (update instanceof ModelStatus u) {
      ModelStatusJson.write(u, out.text("type", "model_status"));
    } else if (update instanceof SlaUpdate u) {
      SlaJson.write(
          u.sla(), out.text("type", "sla").text("tenant", u.tenant()).text("tier", u.tier()));
    } else if (update instanceof SlaRemoved u) {
      out.text("type", "sla_removed")
          .text("tenant", u.tenant())
          .text("tier", u.tier())
          .integer("version", u.version());
    } else if (update instanceof BudgetUpdate u) {
      TenantBudgetJson.write(u, out.text("type", "tenant_budget"));
    } else if (update instanceof BudgetRemoved u) {
      out.text("type", "tenant_budget_removed")
          .text("tenant", u.tenant())
          .integer("version", u.version());
    } else if (update instanceof ArtefactUpdate u) {
      ArtefactJson.write(u, out.text("type", "artefact"));
    }
  }
}
