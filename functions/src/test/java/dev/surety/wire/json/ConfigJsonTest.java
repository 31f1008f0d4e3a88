package dev.surety.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.engine.TenantConfig;
import dev.surety.policy.Artefacts;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ConfigJsonTest {

  @Property(tries = 100)
  void aConfigurationReadsBackWithTheSameHash(@ForAll long seed) throws MalformedRecord {
    WireSamples samples = new WireSamples(seed);
    TenantConfig config =
        TenantConfig.of(
            samples.sla("fixed:" + samples.name()), List.of(samples.model(), samples.model()));
    TenantConfig read = ConfigJson.read(ConfigJson.write(config));
    assertThat(read.sla()).isEqualTo(config.sla());
    assertThat(read.models()).isEqualTo(config.models());
    assertThat(read.hash()).isEqualTo(config.hash());
    assertThat(read.policy().name()).isEqualTo(config.policy().name());
    assertThat(TenantConfig.of(read.sla(), read.models()).hash()).isEqualTo(config.hash());
  }

  @Example
  void theArtefactsThatTheSlaNamesComeAlong() throws MalformedRecord {
    ArtefactUpdate prior =
        new ArtefactUpdate(
            "prior", "pooled", 3, "{\"models\":{\"m\":{\"satisfaction\":0.5,\"labels\":9}}}");
    TenantConfig config =
        TenantConfig.of(
            Promises.surety(0.9).with("prior", "pooled").sla(),
            Pools.three(),
            Artefacts.of(List.of(prior)));

    TenantConfig read = ConfigJson.read(ConfigJson.write(config));

    assertThat(read.artefacts()).containsExactly(prior);
    assertThat(TenantConfig.of(read.sla(), read.models(), Artefacts.of(read.artefacts())).hash())
        .isEqualTo(config.hash())
        .isNotEqualTo(TenantConfig.of(read.sla(), read.models()).hash());
    assertThatThrownBy(() -> ConfigJson.read(ConfigJson.write(config).replace("0.5", "5")))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("satisfaction of model 'm'");
  }

  @Example
  void whatThisVersionCannotApplyIsMalformed() {
    String unknown =
        "{\"hash\":\"h\",\"sla\":{\"version\":1,\"target\":0.5,\"policy\":\"oracle\"},\"models\":[]}";
    assertThatThrownBy(() -> ConfigJson.read(unknown))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("oracle");
    assertThatThrownBy(() -> ConfigJson.read("{\"hash\":\"h\",\"models\":[]}"))
        .hasMessageContaining("field 'sla' is missing");
    assertThatThrownBy(() -> ConfigJson.read(unknown.replace("[]", "[1]")))
        .hasMessageContaining("field 'models' is a number; give an object");
  }
}
