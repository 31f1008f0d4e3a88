package dev.surety.wire.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.testing.DecidedBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** What holds the journal together over versions. */
class JournalSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aFileFromBeforeAFieldWasAddedReads() throws IOException {
    Schema before = decisionFields(fields -> remove(fields, "v"));
    Decided row = JournalSamples.decided();
    Decided without = DecidedBuilder.of(row).v(Double.NaN).build();

    assertThat(JournalContainer.read(JournalContainer.writeWith(before, row)))
        .containsExactly(without);
  }

  @Test
  void aFileOfALaterVersionReadsWithoutItsNewFields() throws IOException {
    Schema later =
        decisionFields(
            fields ->
                fields
                    .addObject()
                    .put("name", "novelty")
                    .putNull("default")
                    .putArray("type")
                    .add("null")
                    .add("string"));

    assertThat(JournalContainer.read(JournalContainer.writeWith(later, JournalSamples.decided())))
        .containsExactly(JournalSamples.decided());
  }

  /** The file was written by version 1 and is never written anew. */
  @Test
  void theFileOfVersion1StaysReadable() throws IOException {
    try (InputStream file = getClass().getResourceAsStream("journal-v1.avro")) {
      assertThat(JournalContainer.read(file)).isEqualTo(JournalSamples.version1());
    }
  }

  @Test
  void aWordOfALaterVersionIsNamed() throws IOException {
    GenericRecord row =
        JournalContainer.generic(
            new JournalAvro().encode(JournalSamples.outcome()), JournalAvro.schema());
    ((GenericRecord) row.get("outcome")).put("class", "disputed");

    assertThatThrownBy(() -> new JournalReader().read(row))
        .hasMessage(
            "field class is 'disputed', known are [counted, late, duplicate, orphan, superseded,"
                + " unrouted, error, revised]; read it with the version that wrote it");
  }

  @Test
  void everyFieldIsExplainedAndEveryNullableOneHasNullAsItsDefault() {
    assertThat(check(JournalAvro.schema())).isGreaterThan(70);
  }

  /** Number of fields below a schema. */
  private static int check(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> schema.getTypes().stream().mapToInt(JournalSchemaTest::check).sum();
      case ARRAY -> check(schema.getElementType());
      case RECORD -> {
        int n = 0;
        for (Schema.Field field : schema.getFields()) {
          assertThat(field.doc()).as(field.name()).isNotBlank();
          assertThat(field.name()).matches("[a-z][a-z0-9_]*");
          if (field.schema().isUnion()) {
            assertThat(field.defaultVal()).as(field.name()).isEqualTo(JsonProperties.NULL_VALUE);
          }
          n += 1 + check(field.schema());
        }
        yield n;
      }
      default -> 0;
    };
  }

  private interface Change {
    void to(ArrayNode fields);
  }

  /** The schema with other fields in the decision. */
  private static Schema decisionFields(Change change) throws IOException {
    JsonNode schema = JSON.readTree(JournalAvro.schema().toString());
    for (JsonNode field : schema.get("fields")) {
      if (field.get("name").asText().equals("decision")) {
        change.to((ArrayNode) field.get("type").get(1).get("fields"));
      }
    }
    return new Schema.Parser().parse(schema.toString());
  }

  private static void remove(ArrayNode fields, String name) {
    for (Iterator<JsonNode> i = fields.iterator(); i.hasNext(); ) {
      if (i.next().get("name").asText().equals(name)) {
        i.remove();
      }
    }
  }
}
