package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Refusal;
import dev.surety.policy.Policies;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.health.PoolLatencies;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ready records of {@code configs/examples} keep the contract. */
class ExamplesTest {

  @Test
  void thePoolHasModelsInSeveralStates() throws Exception {
    assertThat(read("pool", Contract.CONTROL))
        .hasOnlyElementsOfType(ModelUpdate.class)
        .extracting(update -> ((ModelUpdate) update).model().status())
        .contains(ModelSpec.Status.ACTIVE, ModelSpec.Status.DRAINING);
  }

  @Test
  void theSlasNameEveryPolicy() throws Exception {
    assertThat(read("slas", Contract.CONTROL))
        .extracting(update -> ((SlaUpdate) update).sla().policy())
        .contains("surety", "slarouter", "mess-plus", "proteus", "fixed:large");
  }

  @Test
  void anSlaStartsFromTheArtefactOfTheExamples() throws Exception {
    List<Object> artefacts = read("artefacts", Contract.CONTROL);
    assertThat(artefacts)
        .hasOnlyElementsOfType(ArtefactUpdate.class)
        .allSatisfy(artefact -> Policies.check((ArtefactUpdate) artefact));
    assertThat(read("slas", Contract.CONTROL))
        .flatExtracting(update -> Policies.artefacts(((SlaUpdate) update).sla()))
        .filteredOn(subject -> !subject.startsWith("artefact/" + FleetPrior.KIND))
        .filteredOn(subject -> !subject.startsWith("artefact/" + PoolLatencies.KIND))
        .isEqualTo(artefacts.stream().map(a -> ((ArtefactUpdate) a).subject()).toList());
  }

  @Test
  void requestsAndFeedbackMeetByRequest() throws Exception {
    List<Object> requests = read("requests", Contract.REQUEST);
    assertThat(requests).hasSizeGreaterThan(4);
    assertThat(read("feedback", Contract.FEEDBACK))
        .allSatisfy(
            feedback ->
                assertThat(requests)
                    .extracting("requestId")
                    .contains(((Feedback) feedback).requestId()));
  }

  @Test
  void decisionsAreAnswersAndSoAreRefusals() throws Exception {
    List<Object> answers = read("decisions", Contract.DECISION);

    assertThat(answers).hasAtLeastOneElementOfType(Decision.class);
    assertThat(answers).hasAtLeastOneElementOfType(Refusal.class);
  }

  private static List<Object> read(String name, Contract contract)
      throws IOException, MalformedRecord {
    List<Object> records = new ArrayList<>();
    for (String line :
        Files.readAllLines(Contract.configs().resolve("examples").resolve(name + ".jsonl"))) {
      byte[] json = line.getBytes(UTF_8);
      assertThat(contract.violations(json)).as(line).isEmpty();
      records.add(contract.read(json));
    }
    return records;
  }
}
