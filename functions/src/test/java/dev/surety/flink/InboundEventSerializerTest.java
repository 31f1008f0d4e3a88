package dev.surety.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.wire.json.OwnHeader;
import dev.surety.wire.state.TenantEventCodec;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class InboundEventSerializerTest {

  private static final TenantEvent EVENT =
      RoutingRequest.of("r", new TenantTier("acme", "gold"), 5);

  private final InboundEventSerializer serializer = InboundEventSerializer.INSTANCE;

  @Test
  void headersComeBackAndNoneTakeNoRoom() throws IOException {
    InboundEvent without = new InboundEvent(EVENT, 0, 7, 8);
    InboundEvent with =
        new InboundEvent(
            EVENT, 0, 7, 8, List.of(new OwnHeader("a", new byte[] {1}), new OwnHeader("b", null)));

    assertThat(roundTrip(without)).isEqualTo(without);
    assertThat(roundTrip(with)).usingRecursiveComparison().isEqualTo(with);
  }

  /** As savepoints of the first versions have what waits. */
  @Test
  void eventsWrittenBeforeThereWereHeadersAreRead() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TenantEventCodec.write(EVENT, out);
    out.writeInt(3);
    out.writeLong(7);
    out.writeLong(8);

    assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(new InboundEvent(EVENT, 3, 7, 8));
  }

  private InboundEvent roundTrip(InboundEvent event) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(event, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    InboundEvent read = serializer.deserialize(in);
    assertThat(in.available()).isZero();
    return read;
  }
}
