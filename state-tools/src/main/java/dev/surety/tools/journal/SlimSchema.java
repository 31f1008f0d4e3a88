package dev.surety.tools.journal;

import dev.surety.wire.journal.JournalAvro;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** The journal's schema without what most of its bytes are: Avro skips over those. */
final class SlimSchema {

  private static final Set<String> SECTIONS = Set.of("decision", "outcome", "closed");
  private static final String CONFIG = "config";

  private SlimSchema() {}

  /** Stamps, lineage and configurations. */
  static Schema withoutEvents() {
    Schema all = JournalAvro.schema();
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : all.getFields()) {
      if (!SECTIONS.contains(field.name())) {
        fields.add(new Schema.Field(field, field.schema()));
      }
    }
    return record(all, fields);
  }

  /** Stamps, and the configurations that events name. */
  static Schema ofEvents() {
    Schema all = JournalAvro.schema();
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : all.getFields()) {
      if (!SECTIONS.contains(field.name())) {
        if (field.schema().getType() != Schema.Type.UNION || isTime(field)) {
          fields.add(new Schema.Field(field, field.schema()));
        }
      } else if (section(field).getField(CONFIG) != null) {
        Schema.Field config = section(field).getField(CONFIG);
        Schema slim = record(section(field), List.of(new Schema.Field(config, config.schema())));
        fields.add(
            new Schema.Field(field, Schema.createUnion(Schema.create(Schema.Type.NULL), slim)));
      }
    }
    return record(all, fields);
  }

  /** Names and times, which may be null; no lineage and no content. */
  private static boolean isTime(Schema.Field field) {
    return field.schema().getTypes().stream().noneMatch(t -> t.getType() == Schema.Type.RECORD);
  }

  private static Schema section(Schema.Field field) {
    return field.schema().getTypes().stream()
        .filter(type -> type.getType() == Schema.Type.RECORD)
        .findFirst()
        .orElseThrow();
  }

  private static Schema record(Schema like, List<Schema.Field> fields) {
    return Schema.createRecord(like.getName(), like.getDoc(), like.getNamespace(), false, fields);
  }
}
