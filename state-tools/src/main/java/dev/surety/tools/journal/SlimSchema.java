package dev.surety.tools.journal;

import dev.surety.wire.journal.JournalAvro;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** The journal's schema without what most of its bytes are: Avro skips over those. */
final class SlimSchema {

  private static final Set<String> SECTIONS = Set.of("decision", "outcome", "closed");

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

  private static Schema record(Schema like, List<Schema.Field> fields) {
    return Schema.createRecord(like.getName(), like.getDoc(), like.getNamespace(), false, fields);
  }
}
