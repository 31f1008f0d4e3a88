package dev.surety.lab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.surety.architecture.HouseRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * To evaluate a file takes no cluster, no broker and no journal: neither in what the laboratory is
 * written with, nor in what is loaded when it runs.
 */
class LightnessTest {

  private static final String[] HEAVY = {
    "org.apache.flink..", "org.apache.kafka..", "org.apache.avro..", "org.rocksdb..", "org.slf4j.."
  };

  /** Everything this module sees of the house: itself, {@code output} and {@code functions}. */
  private static final JavaClasses HOUSE = HouseRules.shippedClasses();

  @Test
  void nothingOfItLeadsToFlinkKafkaOrAvro() {
    leadsToNothingHeavy("dev.surety.lab..", "dev.surety.output..").check(HOUSE);
  }

  @Test
  void theRuleBites() {
    assertThatThrownBy(() -> leadsToNothingHeavy("dev.surety.wire..").check(HOUSE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("JournalSchema");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.flink.api.common.JobID",
        "org.apache.kafka.clients.producer.KafkaProducer",
        "org.apache.avro.Schema",
        "org.rocksdb.RocksDB"
      })
  void noneOfThemIsOnTheClassPath(String name) {
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void itSeesFunctionsAlone() {
    assertThat(HOUSE.stream().map(c -> c.getPackageName()).distinct())
        .noneMatch(name -> name.startsWith("dev.surety.job") || name.contains(".savepoint"))
        .anyMatch(name -> name.equals("dev.surety.engine"));
  }

  @Test
  void namesSayWhatAThingIs() {
    HouseRules.namesSayWhatAThingIs("dev.surety").check(HOUSE);
  }

  private static ArchRule leadsToNothingHeavy(String... packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAnyPackage(HEAVY);
  }
}
