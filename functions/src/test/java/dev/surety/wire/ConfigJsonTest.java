package dev.surety.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.engine.TenantConfig;
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
