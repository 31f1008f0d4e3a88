package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlJsonTest {

  private static final String SLA =
      "{'type':'sla','tenant':'acme','tier':'*','version':3,'target':0.9,'policy':'surety'";

  @Property(tries = 200)
  void theKeyIsTheSubject(@ForAll long seed) throws MalformedRecord {
    ControlUpdate update = new WireSamples(seed).update();
    TopicRecord written = ControlJson.write(update);
    assertThat(new String(written.key(), UTF_8)).isEqualTo(update.subject());
    assertThat(ControlJson.read(written.key(), written.value())).isEqualTo(update);
    assertThat(ControlJson.read(null, written.value())).isEqualTo(update);
    assertThat(ControlJson.read(written.key(), null)).isEqualTo(new Tombstone(update.subject()));
    assertThatThrownBy(() -> ControlJson.read("model/other".getBytes(UTF_8), written.value()))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("'model/other' names another subject");
  }

  @Test
  void aTombstoneIsWrittenWithoutAValue() {
    TopicRecord written = ControlJson.write(new Tombstone("sla/acme/*"));
    assertThat(written.key()).isEqualTo("sla/acme/*".getBytes(UTF_8));
    assertThat(written.value()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "model",
        "model/",
        "sla/acme",
        "sla/a/b/c",
        "artefact/x",
        "artefact//x",
        "x/y"
      })
  void aTombstoneOfNoSubjectIsMalformed(String key) {
    assertThatThrownBy(() -> ControlJson.read(key.getBytes(UTF_8), null))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining(
            "model/NAME, status/NAME, sla/TENANT/TIER, budget/TENANT or artefact/KIND/NAME");
  }

  @Test
  void aTombstoneNeedsAKeyInUtf8() {
    assertThatThrownBy(() -> ControlJson.read(null, null)).hasMessageContaining("has no key");
    assertThatThrownBy(() -> ControlJson.read(new byte[] {'m', 'o', 'd', 'e', 'l', '/', -1}, null))
        .isInstanceOf(MalformedRecord.class);
  }

  @Test
  void modelsMayHaveASlashInTheirName() throws MalformedRecord {
    byte[] key = "model/vendor/large".getBytes(UTF_8);
    assertThat(ControlJson.read(key, null).subject()).isEqualTo("model/vendor/large");
  }

  @Test
  void whatAnSlaLeavesOutHasItsDefault() throws MalformedRecord {
    assertThat(read(SLA + "}"))
        .isEqualTo(
            new SlaUpdate(
                "acme",
                "*",
                new SlaPolicy(
                    3, 0.9, "surety", 0, Map.of(), FeedbackTerms.DEFAULT, SlaPolicy.Mode.APPLY)));
  }

  @Test
  void whatAModelLeavesOutHasItsDefault() throws MalformedRecord {
    String json =
        "{'input_usd_per_mtok':1,'output_usd_per_mtok':2,'model':'m','version':0,'type':'model'}";
    assertThat(read(json))
        .isEqualTo(new ModelUpdate(ModelSpec.builder("m", 0).price(1, 2).build()));
  }

  @Test
  void parametersAreTakenAsTexts() throws MalformedRecord {
    assertThat(sla(",'parameters':{'a':'x','b':0.50,'c':true,'d':12}").parameters())
        .isEqualTo(Map.of("a", "x", "b", "0.50", "c", "true", "d", "12"));
  }

  @Test
  void theWindowIsSecondsOrADuration() throws MalformedRecord {
    assertThat(window("3600")).isEqualTo(3_600_000);
    assertThat(window("0.5")).isEqualTo(500);
    assertThat(window("'PT24H'")).isEqualTo(86_400_000);
    assertThat(window("'P2D'")).isEqualTo(172_800_000);
    for (String wrong : new String[] {"'P367D'", "'PT0S'", "'P1M'", "'PT99999999999999999H'"}) {
      assertThatThrownBy(() -> window(wrong))
          .isInstanceOf(MalformedRecord.class)
          .hasMessageContaining("field 'feedback.window'")
          .hasMessageContaining("PT24H");
    }
  }

  @Test
  void aPayloadIsBoundedInBytes() throws MalformedRecord {
    String artefact = "{'type':'artefact','kind':'proteus','name':'a','version':1,'payload':'%s'}";
    assertThat(read(artefact.formatted("x".repeat(ArtefactJson.MAX_PAYLOAD_BYTES)))).isNotNull();
    assertThatThrownBy(() -> read(artefact.formatted("é".repeat(300_000))))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("field 'payload' is too large");
  }

  @Test
  void theTypeIsNamedWhenItIsUnknown() {
    assertThatThrownBy(() -> read("{'type':'modell'}")).hasMessageContaining("write one of model,");
    assertThatThrownBy(() -> read("{}")).hasMessageContaining("field 'type' is missing");
  }

  private static long window(String window) throws MalformedRecord {
    return sla(",'feedback':{'window':" + window + "}").feedback().windowMillis();
  }

  private static SlaPolicy sla(String more) throws MalformedRecord {
    return ((SlaUpdate) read(SLA + more + "}")).sla();
  }

  private static ControlUpdate read(String json) throws MalformedRecord {
    return ControlJson.read(null, json.replace('\'', '"').getBytes(UTF_8));
  }
}
