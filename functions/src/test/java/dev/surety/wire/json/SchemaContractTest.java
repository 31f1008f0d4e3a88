package dev.surety.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The published schemas and the code are one contract: what the code writes the schema allows, and
 * of what others may write both allow the same. The few things that only code can see are listed in
 * {@code configs/schemas/README.md} and tested in {@link JsonPoisonTest}.
 */
class SchemaContractTest {

  @Property(tries = 300)
  void whatIsWrittenKeepsTheSchemaAndReadsBackEqual(@ForAll long seed) throws MalformedRecord {
    WireSamples samples = new WireSamples(seed);
    keeps(Contract.REQUEST, samples.request(), RequestJson::write);
    keeps(Contract.FEEDBACK, samples.feedback(), FeedbackJson::write);
    DecisionJson.Writer decisions = new DecisionJson.Writer();
    keeps(Contract.DECISION, samples.decision(), decision -> decisions.write(decision));
    keeps(Contract.DECISION, samples.refusal(), refusal -> decisions.write(refusal));
    keeps(Contract.STANDING, samples.standing(), new StandingJson.Writer()::write);
    keeps(Contract.CONTROL, samples.update(), update -> ControlJson.write(update).value());
  }

  @Property(tries = 200)
  void whatTheSchemaAllowsIsRead(@ForAll Contract contract, @ForAll long seed)
      throws MalformedRecord {
    JsonNode sample = new SchemaSamples(contract.source(), seed).next();
    assertThat(contract.violations(sample)).as("%s", sample).isEmpty();
    assertThat(contract.read(sample)).isNotNull();
  }

  @Property(tries = 25)
  void schemaAndCodeAgreeOnEveryRecordThatDiffersInOnePlace(
      @ForAll Contract contract, @ForAll long seed) {
    JsonNode sample = new SchemaSamples(contract.source(), seed).next();
    int refused = 0;
    for (JsonNode mutant : Mutations.of(sample)) {
      List<String> violations = contract.violations(mutant);
      String refusal = contract.refusal(mutant);
      assertThat(refusal != null)
          .as("schema: %s%ncode: %s%n%s", violations, refusal, shortened(mutant))
          .isEqualTo(!violations.isEmpty());
      refused += refusal == null ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(40);
  }

  @Example
  void everyFieldOfTheSchemasSaysWhatItMeans() {
    List<String> silent = new ArrayList<>();
    for (Contract contract : Contract.values()) {
      contract
          .source()
          .findParents("properties")
          .forEach(
              parent ->
                  parent
                      .get("properties")
                      .properties()
                      .forEach(
                          field -> {
                            JsonNode schema = field.getValue();
                            if (!schema.has("description")
                                && !schema.has("const")
                                && !schema.has("not")) {
                              silent.add(contract + "." + field.getKey());
                            }
                          }));
    }
    assertThat(silent).isEmpty();
  }

  private static <T> void keeps(Contract contract, T value, Function<T, byte[]> write)
      throws MalformedRecord {
    byte[] json = write.apply(value);
    assertThat(contract.violations(json)).as("%s", value).isEmpty();
    assertThat(contract.read(json)).isEqualTo(value);
  }

  private static String shortened(JsonNode json) {
    String text = json.toString();
    return text.length() < 3000 ? text : text.substring(0, 3000);
  }
}
