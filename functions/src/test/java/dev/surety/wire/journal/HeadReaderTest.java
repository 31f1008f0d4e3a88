package dev.surety.wire.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.JournalRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class HeadReaderTest {

  @Test
  void headsSayWhatTheWholeRowsSayAndEndWhereTheyEnd() throws IOException {
    RandomRows random = new RandomRows(new Random(11));
    JournalAvro avro = new JournalAvro();
    List<JournalRow> rows = new ArrayList<>();
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < 3000; i++) {
      rows.add(random.next());
      block.write(avro.encode(rows.get(i)));
    }

    assertHeads(new HeadReader(JournalAvro.schema()), block.toByteArray(), 0, rows);
  }

  /** What was written with another schema is read by that one. */
  @Test
  void headsOfTheFileOfVersion1AreReadWithoutResolvingItsSchema() throws IOException {
    byte[] file;
    try (InputStream in = getClass().getResourceAsStream("journal-v1.avro")) {
      file = in.readAllBytes();
    }
    List<JournalRow> rows = JournalContainer.read(new ByteArrayInputStream(file));
    try (DataFileStream<GenericRecord> in =
        new DataFileStream<>(new ByteArrayInputStream(file), new GenericDatumReader<>())) {
      assertThat(in.getSchema()).isNotEqualTo(JournalAvro.schema());
      ByteBuffer block = in.nextBlock();

      assertHeads(new HeadReader(in.getSchema()), block.array(), block.position(), rows);
    }
  }

  @Test
  void aRowThatEndsWithinAFieldIsNone() {
    byte[] datum = new JournalAvro().encode(new RandomRows(new Random(1)).next());
    HeadReader heads = new HeadReader(JournalAvro.schema());

    for (int length = 0; length < datum.length; length++) {
      byte[] cut = Arrays.copyOf(datum, length);
      assertThatThrownBy(() -> heads.read(cut, 0)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void assertHeads(HeadReader heads, byte[] block, int from, List<JournalRow> rows) {
    int at = from;
    for (JournalRow row : rows) {
      RowHead head = heads.read(block, at);
      at = heads.end();
      JournalRow.Stamp stamp = row.stamp();
      assertThat(head.run()).isEqualTo(stamp.run());
      assertThat(head.epoch()).isEqualTo(stamp.epoch());
      assertThat(head.key()).isEqualTo(stamp.key());
      assertThat(head.seq()).isEqualTo(stamp.seq());
      assertThat(head.time()).isEqualTo(stamp.time());
      assertThat(head.born()).isEqualTo(stamp.born());
      assertThat(head.config()).isEqualTo(config(row));
      assertThat(head.isDecision()).isEqualTo(row instanceof JournalRow.Decided);
      assertThat(head.isOutcome()).isEqualTo(row instanceof JournalRow.Outcome);
      assertThat(head.isClosed()).isEqualTo(row instanceof JournalRow.Closed);
      assertThat(head.isConfig()).isEqualTo(row instanceof JournalRow.Config);
      assertThat(head.isLineage()).isEqualTo(row instanceof JournalRow.Lineage);
    }
    assertThat(at).isEqualTo(block.length);
  }

  private static String config(JournalRow row) {
    return row instanceof JournalRow.Decided decided
        ? decided.config()
        : row instanceof JournalRow.Outcome outcome ? outcome.config() : null;
  }
}
