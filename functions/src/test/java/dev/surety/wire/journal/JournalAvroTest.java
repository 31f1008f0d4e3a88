package dev.surety.wire.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.testing.DecidedBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class JournalAvroTest {

  @Property(tries = 300)
  void everyComponentSurvivesAFile(@ForAll long seed) throws IOException {
    RandomRows random = new RandomRows(new Random(seed));
    List<JournalRow> rows = Stream.generate(random::next).limit(20).toList();

    assertThat(JournalContainer.read(JournalContainer.write(rows))).isEqualTo(rows);
  }

  @Property(tries = 2000)
  void theHandWrittenBytesAreThoseOfAvrosOwnWriter(@ForAll long seed) throws IOException {
    JournalRow row = new RandomRows(new Random(seed)).next();
    byte[] byHand = new JournalAvro().encode(row);
    GenericRecord record = JournalContainer.generic(byHand, JournalAvro.schema());
    ByteArrayOutputStream byAvro = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(byAvro, null);
    new GenericDatumWriter<GenericRecord>(JournalAvro.schema()).write(record, encoder);
    encoder.flush();

    // A map has no order, and Java's differ; two attributes may change places.
    if (row instanceof Decided decided && decided.request().attributes().size() > 1) {
      assertThat(byAvro.toByteArray()).containsExactlyInAnyOrder(toObjects(byHand));
    } else {
      assertThat(byAvro.toByteArray()).isEqualTo(byHand);
    }
  }

  @Property(tries = 2000)
  void whatIsReadByHandIsWhatAvroReads(@ForAll long seed) throws IOException {
    JournalRow row = new RandomRows(new Random(seed)).next();
    byte[] datum = new JournalAvro().encode(row);

    JournalRow byHand = new JournalReader().read(datum);

    GenericRecord record = JournalContainer.generic(datum, JournalAvro.schema());
    assertThat(byHand).isEqualTo(new JournalReader().read(record)).isEqualTo(row);
  }

  @Property(tries = 500)
  void aDatumThatIsCutOffIsRefused(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] datum = new JournalAvro().encode(new RandomRows(random).next());
    byte[] cut = Arrays.copyOf(datum, random.nextInt(datum.length));

    assertThatThrownBy(() -> new JournalReader().read(cut))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fieldsCarryWhatTheyAreCalled() throws IOException {
    assertThat(text(JournalSamples.decided()))
        .contains(
            "\"kind\": \"decision\", \"run\": \"run-2\", \"epoch\": 7, \"tenant\": \"acme\", \"tier\":"
                + " \"gold\", \"seq\": 1",
            "\"request_id\": \"r-1\", \"decision_id\": \"d-1\", \"model\": \"small\", \"apply\": true,"
                + " \"also_query\": [\"large\"], \"fallbacks\": [\"medium\"], \"solicit\": false,"
                + " \"explored\": true, \"propensity\": 0.25, \"expected_cost_usd\": 0.001,"
                + " \"expected_satisfaction\": 0.75, \"policy\": \"mess-plus\", \"reason\":"
                + " \"explore\"",
            "\"config\": \"c0ffee\", \"seed\": 77, \"target\": 0.9, \"queue\": 3.5, \"v\": 0.2,"
                + " \"explore_probability\": 0.05, \"infeasible\": false",
            "{\"model\": \"large\", \"score\": 2.5, \"propensity\": 0.7, \"expected_satisfaction\":"
                + " null, \"expected_cost_usd\": 0.01}",
            "{\"prompt\": \"why?\", \"prompt_chars\": 44, \"feature_indices\": [5, 9],"
                + " \"feature_values\": [0.5, -2.0], \"input_tokens\": 11, \"max_output_tokens\": 12,"
                + " \"allowed_models\": [\"small\", \"large\"], \"pinned_model\": \"pinned\","
                + " \"incumbent\": \"incumbent\", \"conversation_id\": \"conversation\", \"tag\":"
                + " \"tag\", \"attributes\": {\"team\": \"search\"}, \"tagged_by\": null, \"require\":"
                + " [], \"previous_model\": null, \"cached_tokens\": null}");
    assertThat(text(JournalSamples.outcome()))
        .contains(
            "{\"request_id\": \"r-1\", \"model\": \"large\", \"decision_id\": \"d-2\","
                + " \"satisfaction\": 0.5, \"input_tokens\": 13, \"output_tokens\": 14,"
                + " \"latency_ms\": 15, \"cost_usd\": 0.016, \"error\": \"timeout\","
                + " \"final_error\": true, \"source\": \"judge\", \"config\": \"c0ffee\", \"class\":"
                + " \"superseded\", \"decided_model\": \"small\", \"decided_id\": \"d-1\","
                + " \"learnt\": true, \"booked\": false, \"booked_cost_usd\": 0.017, \"queue\": 4.25,"
                + " \"notices\": [], \"cached_input_tokens\": null, \"reasoning_tokens\": null,"
                + " \"attempt\": 0, \"priced\": null, \"taken_for\": null,"
                + " \"spent_change_usd\": 0.0, \"best_change_usd\": 0.0,"
                + " \"replaced\": null, \"promised\": null,"
                + " \"first_token_ms\": null, \"usage_estimated\": false,"
                + " \"judge_change_usd\": null}");
  }

  @Test
  void aRowWhosePartsContradictEachOtherIsRefusedAndLeavesNothingBehind() {
    Decided good = JournalSamples.decided();
    RoutingRequest elsewhere = RoutingRequest.of("r-1", new TenantTier("acme", "free"), 2_000);
    JournalRow bad = DecidedBuilder.of(good).request(elsewhere).build();
    JournalAvro avro = new JournalAvro();

    assertThatThrownBy(() -> avro.encode(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row of acme/gold at 2000 carries an event of acme/free at 2000");
    assertThat(avro.encode(good)).isEqualTo(new JournalAvro().encode(good));
  }

  private static String text(JournalRow row) throws IOException {
    return JournalContainer.generic(new JournalAvro().encode(row), JournalAvro.schema()).toString();
  }

  private static Byte[] toObjects(byte[] bytes) {
    Byte[] objects = new Byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      objects[i] = bytes[i];
    }
    return objects;
  }
}
