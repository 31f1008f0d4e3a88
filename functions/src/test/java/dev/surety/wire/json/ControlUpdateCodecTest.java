package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.testing.Bytes;
import dev.surety.wire.state.ControlUpdateCodec;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ControlUpdateCodecTest {

  @Property(tries = 200)
  void whatARecordSaysArrivesAsItWasRead(@ForAll long seed) throws MalformedRecord {
    SchemaSamples samples = new SchemaSamples(Contract.CONTROL.source(), seed);
    for (int i = 0; i < 20; i++) {
      byte[] json = samples.next().toString().getBytes(UTF_8);
      ControlUpdate update = ControlJson.read(null, json).published(seed);
      assertThat(sent(update)).isEqualTo(update);
    }
  }

  @Example
  void everyTypeOfRecordIsAmongTheSamples() throws MalformedRecord {
    Map<String, Integer> types = new TreeMap<>();
    SchemaSamples samples = new SchemaSamples(Contract.CONTROL.source(), 1);
    for (int i = 0; i < 200; i++) {
      byte[] json = samples.next().toString().getBytes(UTF_8);
      types.merge(ControlJson.read(null, json).getClass().getSimpleName(), 1, Integer::sum);
    }
    assertThat(types).hasSize(ControlUpdate.class.getPermittedSubclasses().length - 1);
  }

  @Example
  void aTombstoneArrivesToo() {
    assertThat(sent(new Tombstone("model/small"))).isEqualTo(new Tombstone("model/small"));
  }

  private static ControlUpdate sent(ControlUpdate update) {
    byte[] bytes = Bytes.of(out -> ControlUpdateCodec.write(update, out));
    return Bytes.read(bytes, ControlUpdateCodec::read);
  }
}
