package dev.surety.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.wire.json.OwnHeader;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RawRecordSerializerTest {

  private final RawRecordSerializer serializer = new RawRecordSerializer();

  @Test
  void everyFieldComesBack() throws IOException {
    RawRecord raw = new RawRecord("t", 3, 1L << 40, -1, new byte[] {1, 2}, new byte[] {-1});

    assertThat(roundTrip(raw)).usingRecursiveComparison().isEqualTo(raw);
  }

  @Test
  void headersComeBackInTheirOrderWithoutAValueToo() throws IOException {
    RawRecord raw =
        new RawRecord(
            "t",
            3,
            1,
            2,
            null,
            new byte[] {1},
            List.of(
                new OwnHeader("a", new byte[] {-1}),
                new OwnHeader("a", new byte[0]),
                new OwnHeader("", null)));

    assertThat(roundTrip(raw)).usingRecursiveComparison().isEqualTo(raw);
  }

  @Test
  void absentIsNotEmpty() throws IOException {
    RawRecord absent = roundTrip(new RawRecord("t", 0, 0, 0, null, null));
    RawRecord empty = roundTrip(new RawRecord("t", 0, 0, 0, new byte[0], new byte[0]));

    assertThat(absent.key()).isNull();
    assertThat(absent.value()).isNull();
    assertThat(empty.key()).isEmpty();
    assertThat(empty.value()).isEmpty();
  }

  private RawRecord roundTrip(RawRecord raw) throws IOException {
    DataOutputSerializer once = new DataOutputSerializer(64);
    serializer.serialize(raw, once);
    DataOutputSerializer twice = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(once.getCopyOfBuffer()), twice);
    return serializer.deserialize(new DataInputDeserializer(twice.getCopyOfBuffer()));
  }
}
