package dev.surety.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.policy.Prior.Seen;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorTest {

  @Test
  void readsWhatItWrites() {
    Prior prior =
        new Prior(
            new TreeMap<>(Map.of("a \"model\"", new Seen(0.1, 7.5), "b", new Seen(1, 0))), "acme");
    assertThat(Prior.read(prior.write())).isEqualTo(prior);
    assertThat(Prior.read(Prior.NONE.write())).isEqualTo(Prior.NONE);
  }

  @Test
  void passesOverWhatItDoesNotKnow() {
    assertThat(
            Prior.read(
                "{\"made\":[1,{}],\"models\":{\"m\":{\"labels\":3,\"x\":{\"y\":0},"
                    + "\"satisfaction\":0.5}}}"))
        .isEqualTo(new Prior(new TreeMap<>(Map.of("m", new Seen(0.5, 3))), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                                    | is no object",
        "not JSON                                              | not JSON",
        "[]                                                    | the payload is no object",
        "{\"models\":{}                                        | not JSON",
        "{\"models\":{}} {}                                    | something follows",
        "{\"source\":\"s\"}                                    | has no 'models'",
        "{\"models\":{},\"models\":{}}                         | Duplicate field",
        "{\"models\":[]}                                       | 'models' is no object",
        "{\"models\":5,\"source\":\"s\"}                       | 'models' is no object",
        "{\"models\":{\"m\":1}}                                | model 'm' is no object",
        "{\"models\":{\"m\":{\"labels\":1}}}                   | lacks satisfaction",
        "{\"models\":{\"m\":{\"satisfaction\":1}}}             | lacks satisfaction or labels",
        "{\"models\":{\"m\":{\"satisfaction\":1.1,\"labels\":1}}} | satisfaction of model 'm'",
        "{\"models\":{\"m\":{\"satisfaction\":\"1\",\"labels\":1}}} | from 0 to 1",
        "{\"models\":{\"m\":{\"satisfaction\":1,\"labels\":-1}}} | labels of model 'm'",
        "{\"models\":{\"m\":{\"satisfaction\":1,\"labels\":1e10}}} | from 0 to 1e9",
        "{\"models\":{},\"source\":{}}                         | source of the prior is no text",
      })
  void saysWhatIsWrongAndHowToMendIt(String payload, String says) {
    assertThatThrownBy(() -> Policies.check(new ArtefactUpdate(Prior.KIND, "p", 1, payload)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says)
        .hasMessageContaining("a prior is {");
  }

  @Test
  void onlyPriorsAreReadAsPriors() {
    Policies.check(new ArtefactUpdate("another", "p", 1, "weights"));
  }

  @Test
  void anSlaNamesItsArtefacts() {
    assertThat(Policies.artefacts(sla("surety", Map.of("prior", "all"))))
        .containsExactly("artefact/prior/all", "artefact/fleet-prior/pool");
    assertThat(Policies.artefacts(sla("surety", Map.of())))
        .containsExactly("artefact/fleet-prior/pool");
    for (String takesNothing : List.of("give", "none")) {
      assertThat(Policies.artefacts(sla("surety", Map.of("fleet", takesNothing)))).isEmpty();
    }
    assertThat(Policies.artefacts(sla("mess-plus", Map.of("prior", "all")))).isEmpty();
    assertThat(Policies.artefacts(sla("fixed:m", Map.of()))).isEmpty();
  }

  @Test
  void aNamelessPriorAndAnUncountablePriorAreRefused() {
    assertThatThrownBy(() -> Policies.of(sla("surety", Map.of("prior", " "))))
        .hasMessageContaining("parameter 'prior' must be the name of a prior artefact");
    assertThatThrownBy(() -> Policies.of(sla("surety", Map.of("prior_labels", "-1"))))
        .hasMessageContaining("'prior_labels' must be a number from 0");
  }

  private static SlaPolicy sla(String policy, Map<String, String> parameters) {
    return new SlaPolicy(1, 0.8, policy, 0, parameters, FeedbackTerms.DEFAULT, Mode.APPLY);
  }
}
